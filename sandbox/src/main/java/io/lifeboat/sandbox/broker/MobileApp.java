package io.lifeboat.sandbox.broker;

import io.lifeboat.sandbox.process.HttpCall;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** A user's telephone: it looks at the newest trades twice a second. It lives in this process only to save one. */
final class MobileApp implements Runnable {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final String api;

    MobileApp(String api) {
        this.api = api;
    }

    @Override
    public void run() {
        try {
            HttpCall.call("GET", api + "/api/v1/trades", null, PATIENCE, Map.of("X-Client", "mobile-app"));
        } catch (IOException e) {
            // Disconnected. It tries again like any telephone.
        }
    }
}
