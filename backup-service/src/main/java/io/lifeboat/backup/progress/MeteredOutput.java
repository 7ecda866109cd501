package io.lifeboat.backup.progress;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Tells how much is written. */
public final class MeteredOutput extends FilterOutputStream {

    private final Progress progress;

    public MeteredOutput(OutputStream out, Progress progress) {
        super(out);
        this.progress = progress;
    }

    @Override
    public void write(int one) throws IOException {
        out.write(one);
        progress.add(1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        progress.add(length);
    }
}
