package io.lifeboat.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An S3 store over a folder: S3Proxy, in a process of its own because its libraries are not ours. */
public final class S3Server implements AutoCloseable {

    public static final String ACCESS_KEY = "local-identity";
    public static final String SECRET_KEY = "local-credential";

    private final Process process;
    private final URI endpoint;

    private S3Server(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /**
     * Returns at once; {@link #awaitReady} waits until it answers.
     *
     * @param jar S3Proxy with all that it needs; the build puts it under {@code embedded-stack/target/s3proxy}
     * @param buckets created before it starts
     */
    public static S3Server start(Path folder, Path jar, int port, List<String> buckets) {
        if (!Files.isReadable(jar)) {
            throw new IllegalStateException(
                    "there is no S3Proxy at " + jar + ": build the module embedded-stack first");
        }
        URI endpoint = URI.create("http://127.0.0.1:" + port);
        try {
            for (String bucket : buckets) {
                Files.createDirectories(folder.resolve("data").resolve(bucket));
            }
            Path settings = folder.resolve("s3proxy.properties");
            Files.writeString(settings, settings(endpoint, folder.resolve("data")));
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx96m",
                            "-XX:-UsePerfData",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-DLOG_LEVEL=warn",
                            "-Djava.io.tmpdir=" + folder,
                            "-jar",
                            jar.toString(),
                            "--properties",
                            settings.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("s3proxy.log").toFile())
                    .start();
            return new S3Server(process, endpoint);
        } catch (IOException e) {
            throw new UncheckedIOException("S3Proxy did not start in " + folder, e);
        }
    }

    public URI endpoint() {
        return endpoint;
    }

    public ProcessHandle process() {
        return process.toHandle();
    }

    public S3Server awaitReady() {
        Readiness.await("S3Proxy", endpoint, process);
        return this;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String settings(URI endpoint, Path data) {
        return """
                s3proxy.endpoint=%s
                s3proxy.authorization=aws-v2-or-v4
                s3proxy.identity=%s
                s3proxy.credential=%s
                jclouds.provider=filesystem
                jclouds.identity=unused
                jclouds.credential=unused
                jclouds.filesystem.basedir=%s
                """.formatted(endpoint, ACCESS_KEY, SECRET_KEY, data);
    }
}
