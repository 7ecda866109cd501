package io.lifeboat.testing;

import io.lifeboat.embedded.Broker;
import io.lifeboat.embedded.Database;
import io.lifeboat.embedded.KafkaBroker;
import io.lifeboat.embedded.MailServer;
import io.lifeboat.embedded.PortLeases;
import io.lifeboat.embedded.PostgresServer;
import io.lifeboat.event.Topic;
import io.lifeboat.event.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The real servers that a module's tests run on: each is started by the first test that needs it, once, and ends with the JVM. */
public final class TestStack {

    private static final PortLeases PORTS = new PortLeases();
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private TestStack() {}

    public static PortLeases ports() {
        return PORTS;
    }

    public static Broker kafka() {
        return Kafka.BROKER;
    }

    public static Database postgres() {
        return Postgres.SERVER;
    }

    /** One folder for all modules: a JVM unpacks them once, wherever it was told to first. */
    public static Path postgresBinaries() {
        return Path.of("../embedded-stack/target/postgresql").toAbsolutePath();
    }

    public static MailServer mail() {
        return Mail.SERVER;
    }

    /** The JDBC URL of a database that nothing has used before. */
    public static String newDatabase() {
        String name = "test_" + DATABASES.incrementAndGet();
        postgres().createDatabase(name);
        return postgres().jdbcUrl(name);
    }

    /** Every topic of the house and its dead-letter twin, as {@code k8s/base} creates them. */
    public static List<KafkaBroker.TopicSpec> topics() {
        return Topics.ALL.stream().flatMap(TestStack::withDeadLetter).toList();
    }

    private static Stream<KafkaBroker.TopicSpec> withDeadLetter(Topic topic) {
        return Stream.of(
                new KafkaBroker.TopicSpec(topic.name(), topic.partitions(), topic.compacted()),
                new KafkaBroker.TopicSpec(topic.deadLetter(), 1, false));
    }

    /** In this order: Kafka halts the whole JVM, tests' results and all, when its folder goes while it runs. */
    private static void endWith(AutoCloseable server, Path folder) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                server.close();
                Folders.delete(folder);
            } catch (Exception e) {
                System.err.println("left behind: " + folder + " (" + e.getMessage() + ")");
            }
        }));
    }

    private static Path folder(String name) {
        try {
            Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
            Path folder = Files.createTempDirectory(target, name + "-");
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("can't make a folder for " + name, e);
        }
    }

    private static final class Kafka {
        static final Broker BROKER = start();

        private static Broker start() {
            Path folder = folder("kafka");
            KafkaBroker broker = KafkaBroker.start(folder, PORTS);
            broker.createTopics(topics());
            endWith(broker, folder);
            return broker;
        }
    }

    private static final class Postgres {
        static final Database SERVER = PostgresServer.start(folder("postgres"), postgresBinaries(), PORTS.getAsInt());
    }

    private static final class Mail {
        static final MailServer SERVER = MailServer.start(PORTS.getAsInt());
    }
}
