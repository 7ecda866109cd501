package io.lifeboat.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A data folder whose pages carry checksums: the library runs initdb without a way to ask for them. */
final class ChecksummedData {

    private static final long PATIENCE_SECONDS = 60;
    private static final String INITDB = "initdb";

    private ChecksummedData() {}

    static void create(Path data, Path binaries) {
        try {
            Files.createDirectories(binaries);
            Optional<Path> unpacked = program(binaries, INITDB);
            Path initdb = unpacked.isPresent() ? unpacked.get() : unpack(binaries);
            List<String> command = new ArrayList<>();
            if ("root".equals(System.getProperty("user.name"))) {
                // initdb refuses to run as root.
                command.addAll(List.of("unshare", "-U"));
            }
            command.addAll(List.of(initdb.toString(), "-k", "-A", "trust", "-U", PostgresServer.USER));
            command.addAll(List.of("-D", data.toString(), "-E", "UTF-8", "--no-instructions"));
            run(command);
        } catch (IOException e) {
            throw new UncheckedIOException("can't make a database in " + data, e);
        }
    }

    /** Whoever starts a server unpacks them. */
    private static Path unpack(Path binaries) throws IOException {
        EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(binaries.toFile())
                .start()
                .close();
        return program(binaries, INITDB).orElseThrow(() -> new IOException("there is no initdb below " + binaries));
    }

    /** None where they are not unpacked yet. */
    static Optional<Path> program(Path binaries, String name) throws IOException {
        try (Stream<Path> found = Files.list(binaries)) {
            return found.filter(folder -> Files.exists(folder.resolve(".exists")))
                    .map(folder -> folder.resolve("bin").resolve(name))
                    .filter(Files::isExecutable)
                    .findFirst();
        }
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String output =
                    new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("initdb failed: " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
