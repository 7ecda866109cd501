package io.lifeboat.backup.repository;

import java.io.IOException;
import java.io.OutputStream;

/** Takes the content of one file. Its extents are complete when the snapshot's last frame is placed, not before. */
abstract class FileSink extends OutputStream {

    /** Where the file's content will lie. */
    final ExtentList extents = new ExtentList();

    /** The file is at its end. */
    abstract void finish() throws IOException;

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public abstract void write(byte[] bytes, int offset, int length) throws IOException;
}
