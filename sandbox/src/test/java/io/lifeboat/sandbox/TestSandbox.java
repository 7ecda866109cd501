package io.lifeboat.sandbox;

import io.lifeboat.embedded.KafkaBroker;
import io.lifeboat.embedded.PortLeases;
import io.lifeboat.event.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Kafka and a sandbox on it, started by the first test that needs them and ended with the JVM. */
final class TestSandbox {

    private static final PortLeases PORTS = new PortLeases();

    private TestSandbox() {}

    static Sandbox get() {
        return Running.SANDBOX;
    }

    static KafkaBroker kafka() {
        return Kafka.BROKER;
    }

    static SandboxConfig config(String name) {
        return new SandboxConfig(
                folder(name),
                PORTS,
                kafka().bootstrapServers(),
                Path.of("../embedded-stack/target/postgresql"),
                System.out::println);
    }

    static Path folder(String name) {
        try {
            return Files.createTempDirectory(
                    Files.createDirectories(Path.of("target").toAbsolutePath()), name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Kafka {
        static final KafkaBroker BROKER = start();

        private static KafkaBroker start() {
            KafkaBroker broker = KafkaBroker.start(folder("kafka"), PORTS);
            broker.createTopics(
                    List.of(new KafkaBroker.TopicSpec(Topics.AUTHORITY.name(), Topics.AUTHORITY.partitions(), true)));
            return broker;
        }
    }

    private static final class Running {
        static final Sandbox SANDBOX = start();

        private static Sandbox start() {
            Sandbox sandbox = Sandbox.create(config("sandbox"));
            Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close));
            return sandbox.up();
        }
    }
}
