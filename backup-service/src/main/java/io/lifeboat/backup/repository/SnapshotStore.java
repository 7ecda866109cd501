package io.lifeboat.backup.repository;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * One place where snapshots lie, as {@code <group>/<snapshot>/snapshot.tar.zst} beside {@code manifest.json}. The
 * manifest is written last, and once: a snapshot without one does not exist for {@link #snapshots} and {@link #manifest}.
 *
 * <p>Implementations are used by many threads, wait no longer than their own time-outs, and name themselves in every
 * exception's message.
 */
public interface SnapshotStore {

    /** The catalog's id of this place, such as {@code local}. */
    String place();

    /** @throws IOException if there is such a snapshot already, finished or not, or the place can't be written to */
    SnapshotUpload begin(String group, String snapshot) throws IOException;

    /** None if there is no such snapshot, or it is not finished. */
    Optional<byte[]> manifest(String group, String snapshot) throws IOException;

    /** What was written as the body, finished or not. The caller closes it. */
    InputStream open(String group, String snapshot) throws IOException;

    /** The finished ones, oldest first. */
    List<String> snapshots(String group) throws IOException;

    /**
     * Removes unfinished snapshots whose id sorts before {@code before}: what crashes have left behind. The caller
     * chooses it so that nobody can still be writing one of them.
     *
     * @return which
     */
    List<String> sweep(String group, String before) throws IOException;
}
