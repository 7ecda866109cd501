package io.lifeboat.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Kafka, and a database of its own, for a service that has one. */
public class StackResource implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        return Map.of(
                "kafka.bootstrap.servers",
                TestStack.kafka().bootstrapServers(),
                "lifeboat.instance",
                "test",
                "quarkus.datasource.jdbc.url",
                TestStack.newDatabase(),
                "quarkus.datasource.username",
                TestStack.postgres().user(),
                "quarkus.datasource.password",
                TestStack.postgres().password());
    }

    @Override
    public void stop() {
        // The servers serve every test of the module.
    }
}
