package io.lifeboat.sandbox.launcher;

import io.lifeboat.sandbox.demo.Console;
import io.lifeboat.sandbox.demo.Console.Tone;
import io.lifeboat.sandbox.demo.Run;
import io.lifeboat.sandbox.stack.StackLayout;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "up",
        description = "Starts a bot and Lifeboat that stay up, and says where everything is.",
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {

    @Option(names = "--work", paramLabel = "DIR", description = "Keep its files there (default: target/up).")
    Path work = WorkFolder.standing();

    @Option(names = "--foreground", description = "Do not return: Ctrl-C ends it.")
    boolean foreground;

    @Override
    public Integer call() throws Exception {
        Path folder = work.toAbsolutePath().normalize();
        Console console = Console.standard(false);
        if (Standing.find(folder).isPresent()) {
            console.line("it is up already (./lifeboat status); end it with ./lifeboat down");
            return ExitStatus.OK;
        }
        return foreground ? hold(folder, console) : detach(folder, console);
    }

    private int hold(Path folder, Console console) throws IOException, InterruptedException {
        WorkFolder.delete(folder);
        Files.createDirectories(folder);
        String token = UUID.randomUUID().toString();
        writeSecret(folder.resolve("operator-token"), token);
        Run run = new Run(
                new StackLayout(WorkFolder.home(), folder, token).withWal(),
                text -> console.line(Tone.FAINT, "· " + text));
        RunGuard guard = new RunGuard(run, folder);
        try {
            run.start();
            writeSecret(folder.resolve(Standing.BACKUPS), backups(run, folder));
            Standing standing = Standing.of(run);
            standing.write(folder);
            print(standing, console);
            new CountDownLatch(1).await();
            return ExitStatus.OK;
        } finally {
            guard.end();
        }
    }

    /** For a shell to read, so that the backups' commands work on what the run has. */
    private static String backups(Run run, Path folder) {
        return run.stack().backups(folder.resolve("catalog")).entrySet().stream()
                .map(one -> one.getKey() + "='" + one.getValue().replace("'", "'\\''") + "'\n")
                .sorted()
                .collect(Collectors.joining());
    }

    private static void writeSecret(Path file, String text) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);
    }

    /** The same command again, in a process that outlives this one. */
    private static int detach(Path folder, Console console) throws IOException, InterruptedException {
        Path log = Files.createDirectories(folder.getParent() == null ? folder : folder.getParent())
                .resolve(folder.getFileName() + ".log");
        Files.deleteIfExists(log);
        List<String> command = new ArrayList<>(List.of(
                "setsid",
                Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                Lifeboat.class.getName(),
                "up",
                "--foreground",
                "--work",
                folder.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                .start();
        int shown = 0;
        while (true) {
            List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
            lines.subList(Math.min(shown, lines.size()), lines.size()).forEach(console::line);
            shown = lines.size();
            Optional<Standing> standing = Standing.find(folder);
            if (standing.isPresent()) {
                return ExitStatus.OK;
            }
            if (!process.isAlive()) {
                throw new IllegalStateException("it did not start: " + log + " says why");
            }
            Thread.sleep(100);
        }
    }

    static void print(Standing standing, Console console) {
        console.line("");
        standing.places().forEach((name, place) -> console.line(String.format("%-28s %s", name, place)));
        console.line("");
        console.line("next: ./lifeboat break api, ./lifeboat status, ./lifeboat down");
    }
}
