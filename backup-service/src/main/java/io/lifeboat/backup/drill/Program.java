package io.lifeboat.backup.drill;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** PostgreSQL's programs of one version. They refuse to run as root: then they run in a namespace of users, where root is nobody. */
final class Program {

    private static final int MOST = 64 << 10;

    private final Path folder;
    private final Path output;
    private final Duration within;

    private Program(Path folder, Path output, Duration within) {
        this.folder = folder;
        this.output = output;
        this.within = within;
    }

    /**
     * @param output a file for what they print
     * @throws IOException if they are not here, saying where they were looked for
     */
    static Program of(DrillSettings settings, String version, Path output) throws IOException {
        Path folder = Path.of(settings.programs().replace("{version}", version));
        for (String name : List.of("postgres", "pg_isready", "psql", "pg_amcheck")) {
            if (!Files.isExecutable(folder.resolve(name))) {
                throw new IOException(
                        "the drill needs PostgreSQL %s beside Lifeboat, and there is no %s: install it, or set LIFEBOAT_BACKUP_DRILL_PROGRAMS"
                                .formatted(version, folder.resolve(name)));
            }
        }
        return new Program(folder, output, settings.within());
    }

    /** What a program has printed, the beginning of it, and how it ended. */
    record Ended(int status, String output) {}

    List<String> command(String name, List<String> arguments) {
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(folder.resolve(name).toString());
        command.addAll(arguments);
        return command;
    }

    /** @throws IOException if it does not end in time, or the thread is interrupted: it is ended then */
    Ended ask(String name, List<String> arguments, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(name, arguments))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("%s has not ended after %d s".formatted(name, within.toSeconds()));
            }
            return new Ended(process.exitValue(), head(output));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + name + " ran");
        } finally {
            process.destroyForcibly();
        }
    }

    static String head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MOST), StandardCharsets.UTF_8).strip();
        }
    }
}
