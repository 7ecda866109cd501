package io.lifeboat.backup.store;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Objects in memory, which a test can spoil. Pages are small, so that paging is used. */
public class MemoryObjectStore implements ObjectStore {

    private static final int PAGE = 7;

    private final String name;
    private final Clock clock;
    private final TreeMap<String, Kept> objects = new TreeMap<>();

    @SuppressWarnings("ArrayRecordComponent")
    private record Kept(byte[] bytes, Instant modified) {}

    public MemoryObjectStore(String name, Clock clock) {
        this.name = name;
        this.clock = clock;
    }

    /** Behind everybody's back. */
    public synchronized void spoil(String key, byte[] bytes) {
        objects.put(key, new Kept(bytes, clock.instant()));
    }

    public synchronized List<String> keys() {
        return List.copyOf(objects.keySet());
    }

    public synchronized Map<String, byte[]> content() {
        Map<String, byte[]> content = new TreeMap<>();
        objects.forEach((key, kept) -> content.put(key, kept.bytes()));
        return content;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public synchronized Put create(String key, byte[] bytes) throws IOException {
        Kept there = objects.putIfAbsent(ObjectKeys.check(key), new Kept(bytes.clone(), clock.instant()));
        if (there != null && !Arrays.equals(there.bytes(), bytes)) {
            throw new ObjectExistsException(name, key);
        }
        return there == null ? Put.CREATED : Put.FOUND;
    }

    @Override
    public synchronized Optional<Stored> get(String key) throws IOException {
        return Optional.ofNullable(objects.get(ObjectKeys.check(key)))
                .map(kept -> new Stored(kept.bytes().clone(), Tags.of(kept.bytes())));
    }

    @Override
    public synchronized byte[] range(String key, long offset, int length) throws IOException {
        Kept kept = objects.get(ObjectKeys.check(key));
        if (kept == null || offset + length > kept.bytes().length) {
            throw new IOException("%s: %s has no %d bytes at %d".formatted(name, key, length, offset));
        }
        return Arrays.copyOfRange(kept.bytes(), (int) offset, (int) offset + length);
    }

    @Override
    public synchronized Optional<Head> head(String key) throws IOException {
        return Optional.ofNullable(objects.get(ObjectKeys.check(key)))
                .map(kept -> new Head(key, kept.bytes().length, kept.modified()));
    }

    @Override
    public synchronized Page list(String prefix, @Nullable String after) throws IOException {
        ObjectKeys.checkPrefix(prefix);
        List<Head> found = objects.tailMap(after == null ? prefix : after, after == null).entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .limit(PAGE + 1L)
                .map(entry -> new Head(
                        entry.getKey(),
                        entry.getValue().bytes().length,
                        entry.getValue().modified()))
                .toList();
        return new Page(found.subList(0, Math.min(PAGE, found.size())), found.size() > PAGE);
    }

    @Override
    public synchronized void delete(String key) throws IOException {
        objects.remove(ObjectKeys.check(key));
    }

    @Override
    public synchronized Optional<String> replace(String key, byte[] bytes, String tag) throws IOException {
        Kept there = objects.get(ObjectKeys.check(key));
        if (there == null || !Tags.of(there.bytes()).equals(tag)) {
            return Optional.empty();
        }
        objects.put(key, new Kept(bytes.clone(), clock.instant()));
        return Optional.of(Tags.of(bytes));
    }
}
