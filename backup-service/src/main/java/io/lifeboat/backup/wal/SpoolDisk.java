package io.lifeboat.backup.wal;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The few things that the spool does to its folder. */
interface SpoolDisk {

    /** Not durable before {@link #force}. */
    void write(String file, long at, byte[] bytes, int offset, int length) throws IOException;

    void force(String file) throws IOException;

    /** At once, and durable. */
    void replace(String file, byte[] bytes) throws IOException;

    Optional<byte[]> read(String file) throws IOException;

    byte[] read(String file, long at, int length) throws IOException;

    long size(String file) throws IOException;

    /** No error if it is not there. */
    void delete(String file) throws IOException;

    /** Names of files. */
    List<String> list() throws IOException;
}
