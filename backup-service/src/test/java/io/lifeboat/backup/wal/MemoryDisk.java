package io.lifeboat.backup.wal;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A disk that can be killed at any of its writes, and then has only what was forced. */
final class MemoryDisk implements SpoolDisk {

    private final Map<String, byte[]> cached = new TreeMap<>();
    private final Map<String, byte[]> durable = new TreeMap<>();
    private int writes;
    private int killAt = Integer.MAX_VALUE;

    void killAt(int write) {
        killAt = write;
        writes = 0;
    }

    boolean isKilled() {
        return writes >= killAt;
    }

    int writes() {
        return writes;
    }

    /** What a power cut leaves; the machine is there again. */
    void restart() {
        cached.clear();
        cached.putAll(durable);
        killAt = Integer.MAX_VALUE;
    }

    private void count() throws IOException {
        writes++;
        if (isKilled()) {
            throw new IOException("killed at write " + killAt);
        }
    }

    @Override
    public void write(String file, long at, byte[] bytes, int offset, int length) throws IOException {
        count();
        byte[] is = cached.getOrDefault(file, new byte[0]);
        byte[] longer = Arrays.copyOf(is, (int) Math.max(is.length, at + length));
        System.arraycopy(bytes, offset, longer, (int) at, length);
        cached.put(file, longer);
    }

    @Override
    public void force(String file) throws IOException {
        count();
        durable.put(file, cached.getOrDefault(file, new byte[0]).clone());
    }

    @Override
    public void replace(String file, byte[] bytes) throws IOException {
        count();
        cached.put(file, bytes.clone());
        durable.put(file, bytes.clone());
    }

    @Override
    public Optional<byte[]> read(String file) {
        return Optional.ofNullable(cached.get(file));
    }

    @Override
    public byte[] read(String file, long at, int length) throws IOException {
        byte[] is = cached.getOrDefault(file, new byte[0]);
        if (at + length > is.length) {
            throw new IOException(file + " ends at byte " + is.length);
        }
        return Arrays.copyOfRange(is, (int) at, (int) at + length);
    }

    @Override
    public long size(String file) {
        return cached.getOrDefault(file, new byte[0]).length;
    }

    @Override
    public void delete(String file) throws IOException {
        count();
        cached.remove(file);
        durable.remove(file);
    }

    @Override
    public List<String> list() {
        return List.copyOf(cached.keySet());
    }
}
