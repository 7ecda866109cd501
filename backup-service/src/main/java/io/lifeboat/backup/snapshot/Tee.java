package io.lifeboat.backup.snapshot;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;

/** One stream to every place. Goes on while one of them takes it. */
final class Tee extends OutputStream {

    private static final int CHUNK = 64 << 10;

    private final List<Lane> lanes;
    private final byte[] chunk = new byte[CHUNK];
    private int filled;

    Tee(List<Lane> lanes) {
        this.lanes = lanes;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            int step = Math.min(length - done, CHUNK - filled);
            System.arraycopy(bytes, offset + done, chunk, filled, step);
            filled += step;
            done += step;
            if (filled == CHUNK) {
                pass();
            }
        }
    }

    /** Returns when every place has finished, or failed. */
    @Override
    public void close() throws IOException {
        if (filled > 0) {
            pass();
        }
        try {
            for (Lane lane : lanes) {
                lane.end();
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private void pass() throws IOException {
        byte[] full = Arrays.copyOf(chunk, filled);
        filled = 0;
        try {
            for (Lane lane : lanes) {
                lane.offer(full);
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
        if (lanes.stream().allMatch(lane -> lane.failure() != null)) {
            throw new IOException("no place takes the snapshot");
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while the snapshot was written");
    }
}
