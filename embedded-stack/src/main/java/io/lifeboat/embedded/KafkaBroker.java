package io.lifeboat.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/** One Kafka broker (KRaft) in this JVM. Can be stopped and started again over the same data, as in an outage. */
public final class KafkaBroker implements Broker {

    private static final String LOOPBACK = "127.0.0.1";

    private final Path settings;
    private final String address;
    private final int port;
    private @Nullable KafkaRaftServer server;

    private KafkaBroker(Path settings, String address, int port) {
        this.settings = settings;
        this.address = address;
        this.port = port;
    }

    public static KafkaBroker start(Path folder, IntSupplier ports) {
        return start(folder, ports.getAsInt(), ports.getAsInt());
    }

    public static KafkaBroker start(Path folder, int port, int controllerPort) {
        return start(folder, LOOPBACK, port, controllerPort);
    }

    /** @param address where clients reach it, which is this machine's */
    public static KafkaBroker start(Path folder, String address, int port, int controllerPort) {
        KafkaBroker broker = new KafkaBroker(folder.resolve("server.properties"), address, port);
        broker.format(folder, controllerPort);
        broker.start();
        return broker;
    }

    @Override
    public String bootstrapServers() {
        return address + ":" + port;
    }

    @Override
    public synchronized void start() {
        if (server != null) {
            return;
        }
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(settings)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + settings, e);
        }
        KafkaRaftServer started = new KafkaRaftServer(KafkaConfig.fromProps(properties), Time.SYSTEM);
        started.startup();
        server = started;
    }

    /** Clients see a broker that is gone. What was acknowledged is on disk. */
    @Override
    public synchronized void stop() {
        KafkaRaftServer running = server;
        if (running != null) {
            running.shutdown();
            running.awaitShutdown();
            server = null;
        }
    }

    /** Creates what does not exist yet, each topic with its {@code .dlq} twin. */
    @Override
    public void createTopics(Collection<TopicSpec> topics) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            var existing = admin.listTopics().names().get();
            admin.createTopics(topics.stream()
                            .filter(topic -> !existing.contains(topic.name()))
                            .map(KafkaBroker::newTopic)
                            .collect(Collectors.toList()))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("can't create the topics: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while creating the topics", e);
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** What a topic is created with. */
    public record TopicSpec(String name, int partitions, boolean compacted) {}

    private static NewTopic newTopic(TopicSpec topic) {
        return new NewTopic(topic.name(), topic.partitions(), (short) 1)
                .configs(Map.of("cleanup.policy", topic.compacted() ? "compact" : "delete"));
    }

    private void format(Path folder, int controllerPort) {
        Properties properties = new Properties();
        properties.putAll(Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", "1"),
                Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controllerPort),
                Map.entry(
                        "listeners",
                        "PLAINTEXT://" + address + ":" + port + ",CONTROLLER://127.0.0.1:" + controllerPort),
                Map.entry("advertised.listeners", "PLAINTEXT://" + address + ":" + port),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT"),
                Map.entry("log.dirs", folder.resolve("data").toString()),
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("offsets.topic.num.partitions", "1"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("transaction.state.log.num.partitions", "1"),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("share.coordinator.state.topic.min.isr", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                Map.entry("group.min.session.timeout.ms", "1000"),
                Map.entry("num.network.threads", "2"),
                Map.entry("num.io.threads", "2"),
                Map.entry("background.threads", "2"),
                Map.entry("log.cleaner.dedupe.buffer.size", "2097152"),
                Map.entry("controlled.shutdown.enable", "false"),
                Map.entry("initial.broker.registration.timeout.ms", "60000")));
        try {
            Files.createDirectories(folder);
            try (var writer = Files.newBufferedWriter(settings)) {
                properties.store(writer, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("can't write " + settings, e);
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int status = StorageTool.execute(
                new String[] {
                    "format", "--ignore-formatted", "-t", Uuid.randomUuid().toString(), "-c", settings.toString()
                },
                new PrintStream(said, true, StandardCharsets.UTF_8));
        if (status != 0) {
            throw new IllegalStateException(
                    "Kafka could not format " + folder + ": " + said.toString(StandardCharsets.UTF_8));
        }
    }
}
