package io.lifeboat.backup.snapshot;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

final class CountingStream extends FilterOutputStream {

    private long count;

    CountingStream(OutputStream to) {
        super(to);
    }

    @Override
    public void write(int b) throws IOException {
        out.write(b);
        count++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        count += length;
    }

    long count() {
        return count;
    }
}
