package io.lifeboat.recovery;

import io.lifeboat.testing.StackResource;
import java.util.HashMap;
import java.util.Map;

/** The shipped plan, on real Kafka and PostgreSQL. */
public class RecoveryResource extends StackResource {

    @Override
    public Map<String, String> start() {
        Map<String, String> config = new HashMap<>(super.start());
        config.put("lifeboat.catalog", "../catalog");
        config.put("lifeboat.recovery.operator-token", "open-sesame");
        config.put("lifeboat.bot-access", "false");
        config.put("quarkus.http.test-port", "0");
        return config;
    }
}
