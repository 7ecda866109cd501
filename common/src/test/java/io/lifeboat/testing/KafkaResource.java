package io.lifeboat.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** For a service that has no database. */
public class KafkaResource implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        return Map.of("kafka.bootstrap.servers", TestStack.kafka().bootstrapServers(), "lifeboat.instance", "test");
    }

    @Override
    public void stop() {
        // The broker serves every test of the module.
    }
}
