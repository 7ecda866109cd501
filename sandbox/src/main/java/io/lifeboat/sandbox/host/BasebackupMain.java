package io.lifeboat.sandbox.host;

import io.lifeboat.sandbox.replica.BaseCopy;
import io.lifeboat.sandbox.replica.PrimaryLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * What {@code pg_basebackup --write-recovery-conf --create-slot} does: PostgreSQL's programs for clients are not among those
 * that the sandbox unpacks. Its argument is the host's root. The copy is {@code data.new}, beside the data.
 */
public final class BasebackupMain {

    private BasebackupMain() {}

    public static void main(String[] args) {
        try {
            PrimaryLink link = StandbyDatabase.link(HostConfig.read(HostConfig.file(Path.of(args[0]))));
            Path target = link.folder().resolve("data.new");
            if (Files.exists(target)) {
                throw new IOException(target + " is there already: remove it first");
            }
            BaseCopy.take(link, target);
            System.out.println("a copy of the database at " + link.address() + " lies in " + target);
        } catch (IOException | SQLException e) {
            System.err.println("pg_basebackup: error: " + e.getMessage());
            System.exit(1);
        }
    }
}
