package io.lifeboat.sandbox.stack;

import io.lifeboat.embedded.KafkaBroker;
import io.lifeboat.embedded.KafkaBroker.TopicSpec;
import io.lifeboat.embedded.MailServer;
import io.lifeboat.embedded.PortLeases;
import io.lifeboat.embedded.PostgresServer;
import io.lifeboat.embedded.S3Server;
import io.lifeboat.event.Topics;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lifeboat's own Kafka, PostgreSQL, S3 and SMTP: none of them is shared with the bot. */
public final class Servers implements AutoCloseable {

    private static final String BUCKET = "trading-bot-backups";

    private final StackLayout layout;
    private final PortLeases ports;
    private final int kafkaPort;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private boolean closed;
    private @Nullable KafkaBroker kafka;
    private @Nullable PostgresServer postgres;
    private @Nullable MailServer mail;
    private @Nullable S3Server s3;

    Servers(StackLayout layout, PortLeases ports) {
        this.layout = layout;
        this.ports = ports;
        this.kafkaPort = ports.getAsInt();
    }

    String bootstrapServers() {
        return layout.address() + ":" + kafkaPort;
    }

    /** Side by side where that helps: Kafka and PostgreSQL take seconds each. */
    void start() {
        s3 = keep(S3Server.start(layout.work().resolve("s3"), layout.s3proxy(), ports.getAsInt(), List.of(BUCKET)));
        CompletableFuture<PostgresServer> starting = CompletableFuture.supplyAsync(this::startPostgres);
        mail = keep(MailServer.start(ports.getAsInt()));
        KafkaBroker broker =
                keep(KafkaBroker.start(layout.work().resolve("kafka"), layout.address(), kafkaPort, ports.getAsInt()));
        broker.createTopics(Topics.ALL.stream()
                .flatMap(topic -> Stream.of(
                        new TopicSpec(topic.name(), topic.partitions(), topic.compacted()),
                        new TopicSpec(topic.deadLetter(), 1, false)))
                .toList());
        kafka = broker;
        postgres = starting.join();
    }

    public KafkaBroker kafka() {
        return started(kafka);
    }

    public PostgresServer postgres() {
        return started(postgres);
    }

    public MailServer mail() {
        return started(mail);
    }

    public S3Server s3() {
        return started(s3);
    }

    /** Waits for a server that is just starting, so that none is left behind. */
    @Override
    public synchronized void close() {
        closed = true;
        RuntimeException failure = null;
        for (AutoCloseable server = running.poll(); server != null; server = running.poll()) {
            try {
                server.close();
            } catch (Exception e) {
                failure = new IllegalStateException("a server did not stop", e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private PostgresServer startPostgres() {
        PostgresServer server = keep(
                PostgresServer.start(layout.work().resolve("postgresql"), layout.postgresBinaries(), ports.getAsInt()));
        Stream.of(Service.values())
                .filter(Service::hasDatabase)
                .forEach(service -> server.createDatabase(service.database()));
        return server;
    }

    private synchronized <S extends AutoCloseable> S keep(S server) {
        if (closed) {
            try {
                server.close();
            } catch (Exception e) {
                throw new IllegalStateException("a server did not stop", e);
            }
            throw new IllegalStateException("the run is ending: nothing more is started");
        }
        running.push(server);
        return server;
    }

    private static <S> S started(@Nullable S server) {
        if (server == null) {
            throw new IllegalStateException("the servers are not started yet");
        }
        return server;
    }
}
