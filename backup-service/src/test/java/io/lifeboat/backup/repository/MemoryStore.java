package io.lifeboat.backup.repository;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** A place in memory, with the faults that a place can have. */
public class MemoryStore implements SnapshotStore {

    private final String place;
    private final NavigableMap<String, Map<String, byte[]>> objects = new ConcurrentSkipListMap<>();

    public MemoryStore(String place) {
        this.place = place;
    }

    /** Changes what is stored, behind everybody's back. */
    public byte[] object(String snapshot, String name) {
        return Objects.requireNonNull(at(snapshot).get(name));
    }

    public void replace(String snapshot, String name, byte[] bytes) {
        at(snapshot).put(name, bytes);
    }

    /** Everything, finished or not. */
    public List<String> traces() {
        return List.copyOf(objects.keySet());
    }

    @Override
    public String place() {
        return place;
    }

    @Override
    public SnapshotUpload begin(String group, String snapshot) throws IOException {
        Layout.check(group, snapshot);
        if (objects.putIfAbsent(snapshot, new ConcurrentHashMap<>()) != null) {
            throw new IOException(place + ": there is already " + snapshot);
        }
        return new Upload(snapshot);
    }

    @Override
    public Optional<byte[]> manifest(String group, String snapshot) {
        Layout.check(group, snapshot);
        return Optional.ofNullable(objects.getOrDefault(snapshot, Map.of()).get(Layout.MANIFEST));
    }

    @Override
    public InputStream open(String group, String snapshot) throws IOException {
        Layout.check(group, snapshot);
        byte[] body = objects.getOrDefault(snapshot, Map.of()).get(Layout.BODY);
        if (body == null) {
            throw new IOException(place + ": has no " + snapshot);
        }
        return new ByteArrayInputStream(body);
    }

    @Override
    public List<String> snapshots(String group) {
        Layout.checkGroup(group);
        return objects.keySet().stream()
                .filter(id -> at(id).containsKey(Layout.MANIFEST))
                .toList();
    }

    @Override
    public List<String> sweep(String group, String before) {
        List<String> swept = objects.headMap(before).keySet().stream()
                .filter(id -> !at(id).containsKey(Layout.MANIFEST))
                .toList();
        swept.forEach(objects::remove);
        return swept;
    }

    private Map<String, byte[]> at(String snapshot) {
        return Objects.requireNonNull(objects.get(snapshot), snapshot);
    }

    private final class Upload implements SnapshotUpload {

        private final String snapshot;
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();

        Upload(String snapshot) {
            this.snapshot = snapshot;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            body.write(bytes, offset, length);
        }

        @Override
        public void finishBody() {
            at(snapshot).put(Layout.BODY, body.toByteArray());
        }

        @Override
        public void commit(byte[] manifest) throws IOException {
            if (at(snapshot).putIfAbsent(Layout.MANIFEST, manifest) != null) {
                throw new IOException(place + ": is committed already");
            }
        }

        @Override
        public void close() {
            if (!at(snapshot).containsKey(Layout.MANIFEST)) {
                objects.remove(snapshot);
            }
        }
    }
}
