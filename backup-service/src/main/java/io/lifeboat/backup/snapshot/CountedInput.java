package io.lifeboat.backup.snapshot;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

final class CountedInput extends FilterInputStream {

    private long count;

    CountedInput(InputStream from) {
        super(from);
    }

    @Override
    public int read() throws IOException {
        int b = in.read();
        count += b < 0 ? 0 : 1;
        return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = in.read(bytes, offset, length);
        count += Math.max(0, read);
        return read;
    }

    @Override
    public long skip(long n) throws IOException {
        return readNBytes((int) Math.min(n, 1 << 16)).length;
    }

    long count() {
        return count;
    }
}
