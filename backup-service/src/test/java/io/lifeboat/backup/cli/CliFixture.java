package io.lifeboat.backup.cli;

import io.lifeboat.backup.snapshot.BotFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The commands on the catalog that is delivered, with two folders for places. */
abstract class CliFixture {

    @TempDir
    Path folder;

    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();

    String key = "backup.key";

    @BeforeEach
    void write() throws IOException {
        Path delivered = Path.of("../catalog");
        try (Stream<Path> files = Files.walk(delivered)) {
            for (Path file : files.toList()) {
                Path copy = folder.resolve("catalog")
                        .resolve(delivered.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.writeString(copy, Files.readString(file).replace("/hosts/", folder + "/hosts/"));
                }
            }
        }
        Files.write(folder.resolve("backup.key"), new byte[32]);
        for (String host : new String[] {"api-server", "trading-server"}) {
            Path config = Files.createDirectories(folder.resolve("hosts/" + host + BotFiles.CONFIG));
            Files.writeString(config.resolve("config.yaml"), host);
        }
    }

    Path config(String host) {
        return folder.resolve("hosts/" + host + BotFiles.CONFIG);
    }

    /** Of the configuration, oldest first. */
    List<String> snapshots() {
        out.getBuffer().setLength(0);
        run("list", "--component", "configuration");
        return out.toString().lines().toList();
    }

    int run(String... arguments) {
        Map<String, String> environment = Map.of(
                "LIFEBOAT_BACKUP_KEY",
                "file:" + folder.resolve(key),
                "LIFEBOAT_CATALOG",
                folder.resolve("catalog").toString(),
                "LIFEBOAT_BACKUP_PLACES_LOCAL",
                folder.resolve("local").toString(),
                "LIFEBOAT_BACKUP_PLACES_OFFSITE",
                "file:" + folder.resolve("offsite"));
        return BackupCli.line(environment, arguments)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
