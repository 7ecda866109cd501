package io.lifeboat.backup.repository;

import io.lifeboat.backup.repository.SnapshotReader.CutShortException;
import java.io.IOException;
import java.io.OutputStream;

/** Reads a part of a file: only the frames that it lies in, each compared with its id. */
public final class PartReader {

    private PartReader() {}

    /** @throws CutShortException if it turns out to be damaged after some of it was written */
    public static void copy(
            Repository repository, SnapshotManifest manifest, FileEntry file, long offset, long length, OutputStream to)
            throws IOException {
        long end = Math.min(file.size(), offset + Math.min(length, file.size()));
        boolean begun = false;
        long at = 0;
        try (FrameReader reader = new FrameReader(repository, manifest)) {
            for (Extent extent : file.content()) {
                long from = Math.max(offset, at);
                long until = Math.min(end, at + extent.length());
                if (from < until) {
                    byte[] plain = reader.read(extent.frame());
                    begun = true;
                    to.write(plain, (int) (extent.offset() + from - at), (int) (until - from));
                }
                at += extent.length();
            }
        } catch (IOException e) {
            if (begun) {
                throw new CutShortException(file.describe() + " was written in part only: " + e.getMessage(), e);
            }
            throw e;
        }
    }
}
