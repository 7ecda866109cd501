package io.lifeboat.backup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the class path of {@code ./lifeboat backup}, which is not the tests'. */
class LauncherIT {

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    @Test
    void shouldWorkOnTheClassPathThatTheScriptGivesIt() throws Exception {
        // when
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-cp",
                        classPath(),
                        BackupCli.class.getName(),
                        "verify",
                        "--component=configuration"))
                .redirectErrorStream(true);
        builder.environment().put("LIFEBOAT_CATALOG", HOME.resolve("catalog").toString());
        for (String place : List.of("LOCAL", "OFFSITE")) {
            builder.environment()
                    .put(
                            "LIFEBOAT_BACKUP_PLACES_" + place,
                            folder.resolve(place).toString());
        }
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        // then
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(output.strip()).isEqualTo("no snapshot: there is no snapshot of configuration");
        assertThat(process.exitValue()).isEqualTo(BackupCli.NOTHING_FOUND);
    }

    private static String classPath() throws IOException {
        Matcher backups = Pattern.compile("(?m)^backups\\(\\) .* classpath=\"([^\"]+)\"")
                .matcher(Files.readString(HOME.resolve("lifeboat")));
        assertThat(backups.find()).isTrue();
        return backups.group(1).replace("$home", HOME.toString());
    }
}
