package io.lifeboat.backup.database;

import java.io.IOException;
import java.nio.file.Path;

/** A page of the database does not match its checksum: the database is corrupt, and what is read from it is no backup. */
public final class DamagedPageException extends IOException {

    DamagedPageException(Path file, long block) {
        super("page %d of %s does not match its checksum: the database is damaged, and no snapshot is made of it"
                .formatted(block, file));
    }
}
