package io.lifeboat.backup.store;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A store before one call of which something else happens, from beginning to end. */
public final class HookStore extends ForwardingStore {

    /** Shared by all stores that one operation uses; happens once. */
    public static final class Hook {

        private final AtomicInteger left;
        private final Runnable what;

        /** @param at the number of the call, from 1 */
        public Hook(int at, Runnable what) {
            this.left = new AtomicInteger(at);
            this.what = what;
        }

        private void call() {
            if (left.decrementAndGet() == 0) {
                what.run();
            }
        }
    }

    private final Hook hook;

    public HookStore(ObjectStore store, Hook hook) {
        super(store);
        this.hook = hook;
    }

    @Override
    public Put create(String key, byte[] bytes) throws IOException {
        hook.call();
        return super.create(key, bytes);
    }

    @Override
    public Optional<Stored> get(String key) throws IOException {
        hook.call();
        return super.get(key);
    }

    @Override
    public byte[] range(String key, long offset, int length) throws IOException {
        hook.call();
        return super.range(key, offset, length);
    }

    @Override
    public Optional<Head> head(String key) throws IOException {
        hook.call();
        return super.head(key);
    }

    @Override
    public Page list(String prefix, @Nullable String after) throws IOException {
        hook.call();
        return super.list(prefix, after);
    }

    @Override
    public void delete(String key) throws IOException {
        hook.call();
        super.delete(key);
    }

    @Override
    public Optional<String> replace(String key, byte[] bytes, String tag) throws IOException {
        hook.call();
        return super.replace(key, bytes, tag);
    }
}
