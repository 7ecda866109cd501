package io.lifeboat.backup.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * A step of the build: all that is done to a repository is done once, to one of its own, so that the JVM can note which
 * classes it takes and which methods were hot. Who starts from that is compiled when it begins, and not when it is over.
 */
@Command(name = "rehearse", description = "Plays every command in a folder of its own.", hidden = true)
final class RehearseCommand implements Callable<Integer> {

    private static final int FILES = 200;
    private static final int SMALL = 2_000;
    private static final int LARGE = 6 << 20;
    private static final String COMPONENT = "--component=rehearsal";

    @Parameters(paramLabel = "FOLDER", description = "An empty one.")
    private Path folder;

    /** For picocli, which sets the fields. */
    @SuppressWarnings("NullAway.Init")
    RehearseCommand() {}

    @Override
    public Integer call() throws IOException {
        Path source = Files.createDirectories(folder.resolve("host/data"));
        Path catalog = Files.createDirectories(folder.resolve("catalog"));
        Files.writeString(
                catalog.resolve("hosts.yaml"),
                "hosts:%n  here: { address: here, ports: {}, files: '%s' }%n".formatted(folder.resolve("host")));
        Files.writeString(catalog.resolve("backups.yaml"), """
                backups:
                  rehearsal:
                    title: Rehearsal
                    sources: [{ host: here, path: /data }]
                    places: { local: '%s' }
                    kinds: { snapshot: { frequency: hourly } }
                """.formatted(folder.resolve("repository")));
        Path key = Files.writeString(folder.resolve("key"), "rehearsal-rehearsal-rehearsal-rehearsal");
        Map<String, String> environment =
                Map.of("LIFEBOAT_CATALOG", catalog.toString(), "LIFEBOAT_BACKUP_KEY", "file:" + key);
        int status = 0;
        for (int round = 0; round < 2; round++) {
            write(source, round);
            for (List<String> command : List.of(
                    List.of("take", COMPONENT),
                    List.of("list", COMPONENT),
                    List.of("verify", COMPONENT, "--files"),
                    List.of("explain", COMPONENT),
                    List.of("restore", COMPONENT, "--latest", "--force"))) {
                status = Math.max(status, BackupCli.execute(environment, command.toArray(String[]::new)));
            }
        }
        return status;
    }

    private static void write(Path folder, int round) throws IOException {
        Random random = new Random(round);
        byte[] noise = new byte[LARGE];
        random.nextBytes(noise);
        Files.write(folder.resolve("noise-" + round), noise);
        byte[] digits = new byte[LARGE * 2];
        for (int i = 0; i < digits.length; i++) {
            digits[i] = (byte) ('0' + (noise[i % LARGE] & 7));
        }
        Files.write(folder.resolve("digits"), digits);
        for (int i = 0; i < FILES; i++) {
            byte[] small = new byte[SMALL];
            random.nextBytes(small);
            Files.write(folder.resolve("small-" + i), small);
        }
    }
}
