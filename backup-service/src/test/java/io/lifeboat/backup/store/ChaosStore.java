package io.lifeboat.backup.store;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A store in which one call goes wrong, counted over all stores that share the plan. */
public final class ChaosStore extends ForwardingStore {

    public enum Fault {
        /** Nothing has happened, and an exception. */
        BEFORE,
        /** It has happened, and an exception all the same. */
        AFTER,
        /** What is read, or is stored, has a flipped bit; what has no bytes fails. */
        FLIP,
        /** The process is gone: this call, and every one after it. */
        KILL_BEFORE,
        KILL_AFTER
    }

    /** @param at the number of the call, from 1 */
    public record Plan(Fault fault, int at, AtomicInteger calls) {

        public Plan(Fault fault, int at) {
            this(fault, at, new AtomicInteger());
        }

        /** Whether the take was over before it came to that. */
        public boolean hasMissed() {
            return calls.get() < at;
        }
    }

    private final Plan plan;

    public ChaosStore(ObjectStore store, Plan plan) {
        super(store);
        this.plan = plan;
    }

    @Override
    public Put create(String key, byte[] bytes) throws IOException {
        int call = begin("create " + key);
        Put put = super.create(key, isFlipped(call) ? flipped(bytes) : bytes);
        end(call);
        return put;
    }

    @Override
    public Optional<Stored> get(String key) throws IOException {
        int call = begin("get " + key);
        Optional<Stored> got = super.get(key);
        end(call);
        return isFlipped(call) ? got.map(one -> new Stored(flipped(one.bytes()), one.tag())) : got;
    }

    @Override
    public byte[] range(String key, long offset, int length) throws IOException {
        int call = begin("range " + key);
        byte[] got = super.range(key, offset, length);
        end(call);
        return isFlipped(call) ? flipped(got) : got;
    }

    @Override
    public Optional<Head> head(String key) throws IOException {
        int call = begin("head " + key);
        refuseFlip(call);
        Optional<Head> got = super.head(key);
        end(call);
        return got;
    }

    @Override
    public Page list(String prefix, @Nullable String after) throws IOException {
        int call = begin("list " + prefix);
        refuseFlip(call);
        Page got = super.list(prefix, after);
        end(call);
        return got;
    }

    @Override
    public void delete(String key) throws IOException {
        int call = begin("delete " + key);
        refuseFlip(call);
        super.delete(key);
        end(call);
    }

    @Override
    public Optional<String> replace(String key, byte[] bytes, String tag) throws IOException {
        int call = begin("replace " + key);
        Optional<String> got = super.replace(key, isFlipped(call) ? flipped(bytes) : bytes, tag);
        end(call);
        return got;
    }

    private int begin(String what) throws IOException {
        int call = plan.calls().incrementAndGet();
        boolean fails = switch (plan.fault()) {
            case BEFORE -> call == plan.at();
            case KILL_BEFORE -> call >= plan.at();
            case KILL_AFTER -> call > plan.at();
            case AFTER, FLIP -> false;
        };
        if (fails) {
            throw new IOException("%s: injected before %s".formatted(name(), what));
        }
        return call;
    }

    private void end(int call) throws IOException {
        if (call == plan.at() && (plan.fault() == Fault.AFTER || plan.fault() == Fault.KILL_AFTER)) {
            throw new IOException(name() + ": injected after");
        }
    }

    private boolean isFlipped(int call) {
        return plan.fault() == Fault.FLIP && call == plan.at();
    }

    private void refuseFlip(int call) throws IOException {
        if (isFlipped(call)) {
            throw new IOException(name() + ": injected instead");
        }
    }

    private static byte[] flipped(byte[] bytes) {
        byte[] wrong = Arrays.copyOf(bytes, Math.max(1, bytes.length));
        wrong[wrong.length / 2] ^= 1;
        return wrong;
    }
}
