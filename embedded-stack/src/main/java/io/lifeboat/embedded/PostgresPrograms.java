package io.lifeboat.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The programs of Debian's {@code postgresql-15}. */
final class PostgresPrograms {

    private static final Path FOLDER = Path.of("/usr/lib/postgresql/15/bin");

    private PostgresPrograms() {}

    static boolean installed() {
        return Stream.of("initdb", "postgres", "pg_basebackup", "pg_amcheck", "pg_isready")
                .map(FOLDER::resolve)
                .allMatch(Files::isExecutable);
    }

    static void run(Machine machine, String program, String... arguments) {
        DebianCluster.Outcome outcome = ask(machine, program, arguments);
        if (outcome.status() != 0) {
            throw new IllegalStateException(program + " failed: " + outcome.output());
        }
    }

    static DebianCluster.Outcome ask(Machine machine, String program, String... arguments) {
        try {
            Process process = new ProcessBuilder(command(machine, program, arguments))
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new DebianCluster.Outcome(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException("can't run " + program, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** They refuse to run as root: in a namespace of users root is nobody, and its files are its own all the same. */
    static List<String> command(Machine machine, String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(FOLDER.resolve(program).toString());
        command.addAll(List.of(arguments));
        return machine.on().apply(command);
    }
}
