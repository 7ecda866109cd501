package io.lifeboat.sandbox.disaster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ctrl-C at one moment of a demo or another: it ends, and so does everything that it has started. */
class InterruptedDemoDisaster {

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    static Stream<String> moments() {
        Stream<String> more = Stream.of("starting Kafka", "starting the bot", "API up", "restart-api-service");
        Stream<String> always = Stream.of("starting the detector");
        return Boolean.getBoolean("lifeboat.long") ? Stream.concat(more, always) : always;
    }

    @ParameterizedTest
    @MethodSource("moments")
    void shouldEndEverything(String moment) throws Exception {
        // given
        Path temporary =
                Files.createTempDirectory(Files.createDirectories(HOME.resolve("sandbox/target")), "interrupted-");
        Process demo = demo(temporary);
        String work = "";
        try (BufferedReader out = demo.inputReader()) {
            boolean reached = false;
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (!reached && line.contains(moment)) {
                    reached = true;

                    // when
                    new ProcessBuilder("kill", "-INT", String.valueOf(demo.pid()))
                            .start()
                            .waitFor();
                }
                if (line.contains("logs: ")) {
                    work = line.substring(line.indexOf("logs: ") + 6).strip();
                }
            }
            assertThat(reached).as("the demo has come to '%s'", moment).isTrue();
        }

        // then
        assertThat(demo.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(demo.exitValue()).isEqualTo(130);
        assertThat(work).isNotEmpty();
        assertThat(commandsThatName(work)).isEmpty();
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left).isEmpty();
        }
    }

    private static Process demo(Path temporary) throws IOException {
        // A shell starts what runs in its background deaf to SIGINT, and a child inherits that.
        ProcessBuilder builder = new ProcessBuilder(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + temporary,
                "-XX:-UsePerfData",
                "-cp",
                String.join(
                        File.pathSeparator,
                        HOME.resolve("sandbox/target/classes").toString(),
                        HOME.resolve("sandbox/target/lib") + "/*"),
                "io.lifeboat.sandbox.launcher.Lifeboat",
                "demo");
        builder.environment().put("LIFEBOAT_HOME", HOME.toString());
        return builder.redirectErrorStream(true).start();
    }

    /** Every process of a run has its work folder in its command or works below it. */
    private static List<String> commandsThatName(String work) throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(process -> process.getFileName().toString().chars().allMatch(Character::isDigit))
                    .map(InterruptedDemoDisaster::describe)
                    .filter(description -> description.contains(work))
                    .toList();
        }
    }

    /** The command and the working folder; nothing of a process that is gone or another's. */
    private static String describe(Path process) {
        try {
            return Files.readString(process.resolve("cmdline")).replace('\0', ' ') + " in "
                    + Files.readSymbolicLink(process.resolve("cwd"));
        } catch (IOException e) {
            return "";
        }
    }
}
