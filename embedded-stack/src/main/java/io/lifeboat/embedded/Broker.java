package io.lifeboat.embedded;

import io.lifeboat.embedded.KafkaBroker.TopicSpec;
import java.util.Collection;

/** A Kafka that tests run on, wherever it comes from: {@link KafkaBroker} in this JVM, or a container. */
public interface Broker extends AutoCloseable {

    String bootstrapServers();

    /** Those that are there already stay as they are. */
    void createTopics(Collection<TopicSpec> topics);

    /** What was published stays, and is there again after {@link #start}, at the same address. */
    void stop();

    void start();

    @Override
    void close();
}
