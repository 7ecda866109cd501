package io.lifeboat.sandbox.broker;

import io.lifeboat.sandbox.process.HttpCall;
import io.lifeboat.sandbox.process.HttpCall.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * A user's telephone: it looks at the newest trades twice a second, and logs in again when its token is void. It lives in
 * this process only to save one.
 */
final class MobileApp implements Runnable {

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final String NAME = "mobile-app";

    private final String api;
    private String token = "";

    MobileApp(String api) {
        this.api = api;
    }

    @Override
    public void run() {
        try {
            if (token.isEmpty()) {
                Answer login = HttpCall.call("POST", api + "/api/v1/login", null, PATIENCE, Map.of("X-Client", NAME));
                token = login.body().path("token").asText("");
            }
            Answer trades = HttpCall.call(
                    "GET", api + "/api/v1/trades", null, PATIENCE, Map.of("X-Client", NAME, "X-Token", token));
            if (trades.status() == 401) {
                token = "";
            }
        } catch (IOException e) {
            // Disconnected. It tries again like any telephone.
        }
    }
}
