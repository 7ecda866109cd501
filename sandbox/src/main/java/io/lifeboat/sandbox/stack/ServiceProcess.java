package io.lifeboat.sandbox.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One of Lifeboat's services as a process. Can be killed and started again, as a node that fails would do. */
public final class ServiceProcess {

    private final Service service;
    private final int port;
    private final Footprint footprint;
    private final Path folder;
    private final List<String> start;
    private final Path log;
    private final Map<String, String> environment;
    private final Processes processes;
    private Process process;

    ServiceProcess(
            Service service,
            int port,
            StackLayout layout,
            Footprint footprint,
            Map<String, String> environment,
            Processes processes)
            throws IOException {
        ServiceApplication application = ServiceApplication.of(layout.home(), service);
        this.service = service;
        this.port = port;
        this.footprint = footprint;
        this.folder = application.folder();
        this.start = layout.training() ? application.train() : application.start();
        this.log = layout.work().resolve(service.id() + ".log");
        this.environment = Map.copyOf(environment);
        this.processes = processes;
        this.process = launch();
    }

    public Service service() {
        return service;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public Path log() {
        return log;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** {@code kill -9}. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    public void restart() {
        kill();
        try {
            process = launch();
        } catch (IOException e) {
            throw new UncheckedIOException(service.id() + " did not start again", e);
        }
    }

    private Process launch() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command()).directory(folder.toFile());
        builder.environment().putAll(environment);
        builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
        builder.environment().put("QUARKUS_HTTP_PORT", String.valueOf(port));
        return processes.start(builder, log);
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xss512k",
                "-XX:-UsePerfData",
                "-Xlog:aot+codecache*=error",
                "-Djava.io.tmpdir=" + log.getParent(),
                "-XX:+UseSerialGC"));
        // Encryption and checksums are ten times as fast with the second compiler, and no other service needs it.
        command.addAll((service == Service.BACKUP ? Footprint.COMPUTING : footprint).flags());
        // No module flags: the cache is refused where they differ from those that it was made with.
        command.addAll(start);
        return command;
    }
}
