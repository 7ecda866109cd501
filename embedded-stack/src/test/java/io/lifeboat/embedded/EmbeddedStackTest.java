package io.lifeboat.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.embedded.KafkaBroker.TopicSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedStackTest {

    private static final Path TARGET = Path.of("target").toAbsolutePath();

    @Test
    void shouldKeepWhatKafkaAcknowledgedOverAnOutage(@TempDir Path folder) throws Exception {
        // given
        try (PortLeases ports = new PortLeases();
                KafkaBroker broker = KafkaBroker.start(folder, ports)) {
            broker.createTopics(List.of(new TopicSpec("ticks", 1, false)));
            try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", broker.bootstrapServers(), "acks", "all"),
                    new StringSerializer(),
                    new StringSerializer())) {
                producer.send(new ProducerRecord<>("ticks", "EURUSD", "1.0821")).get();
            }

            // when
            broker.stop();
            broker.start();

            // then
            try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                    Map.of("bootstrap.servers", broker.bootstrapServers(), "auto.offset.reset", "earliest"),
                    new StringDeserializer(),
                    new StringDeserializer())) {
                TopicPartition ticks = new TopicPartition("ticks", 0);
                consumer.assign(List.of(ticks));
                consumer.seekToBeginning(List.of(ticks));
                assertThat(consumer.poll(java.time.Duration.ofSeconds(20)).records(ticks))
                        .singleElement()
                        .satisfies(record -> assertThat(record.value()).isEqualTo("1.0821"));
            }
        }
    }

    @Test
    void shouldServePostgresqlOverTheSameDataAgain(@TempDir Path folder) throws Exception {
        // given
        try (PortLeases ports = new PortLeases()) {
            int port = ports.getAsInt();
            try (PostgresServer first = PostgresServer.start(folder, TARGET.resolve("postgresql"), port)) {
                first.createDatabase("trades");
                try (var connection = first.dataSource("trades").getConnection();
                        var statement = connection.createStatement()) {
                    statement.execute("create table trade (id int)");
                    statement.execute("insert into trade values (7)");
                }
            }

            // when
            try (PostgresServer second = PostgresServer.start(folder, TARGET.resolve("postgresql"), port);
                    var connection = second.dataSource("trades").getConnection();
                    var statement = connection.createStatement();
                    var row = statement.executeQuery("select id from trade")) {

                // then
                assertThat(row.next()).isTrue();
                assertThat(row.getInt(1)).isEqualTo(7);
            }
        }
    }

    @Test
    void shouldStartS3AndSmtp(@TempDir Path folder) {
        // given
        try (PortLeases ports = new PortLeases();
                S3Server s3 = S3Server.start(
                        folder,
                        TARGET.resolve("s3proxy/s3proxy.jar"),
                        ports.getAsInt(),
                        List.of("trading-bot-backups"));
                MailServer mail = MailServer.start(ports.getAsInt())) {

            // when
            s3.awaitReady();

            // then
            assertThat(s3.process().isAlive()).isTrue();
            assertThat(mail.received()).isEmpty();
        }
    }
}
