package io.lifeboat.sandbox.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.lifeboat.sandbox.process.HttpCall;
import io.lifeboat.sandbox.process.HttpCall.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** The connector as the engine sees it. */
final class ConnectorClient {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofSeconds(2);

    private final String url;

    ConnectorClient(String url) {
        this.url = url;
    }

    sealed interface Outcome {
        record Filled(JsonNode fill) implements Outcome {}

        record Rejected(String reason) implements Outcome {}

        record NotSent(String reason) implements Outcome {}
    }

    /** @throws IOException if the outcome is unknown: settle the order before anything else */
    Outcome send(NewOrder order) throws IOException {
        Answer answer = HttpCall.post(url + "/orders", order.json(), PATIENCE);
        String error = answer.body().path("error").asText();
        return switch (answer.status()) {
            case 200 -> new Outcome.Filled(answer.body().path("order"));
            case 409 -> new Outcome.Rejected(error);
            case 503 -> new Outcome.NotSent(error);
            default -> throw new IOException("order " + order.id() + ": " + error);
        };
    }

    /** The fill of an order; empty means that it was never placed, and never will be. */
    Optional<JsonNode> settle(String id) throws IOException {
        Answer answer = HttpCall.post(url + "/orders/" + id + "/settle", null, PATIENCE);
        if (answer.status() != 200) {
            throw new IOException("order " + id + " can't be settled: "
                    + answer.body().path("error").asText());
        }
        return answer.body().path("known").asBoolean()
                ? Optional.of(answer.body().path("order"))
                : Optional.empty();
    }

    /** @throws IOException if the terminal has no report of the broker's now */
    JsonNode status() throws IOException {
        Answer answer = HttpCall.get(url + "/status", PATIENCE);
        if (!answer.body().path("reconciled").asBoolean()) {
            throw new IOException("the terminal has no report of the broker's yet");
        }
        return answer.body();
    }

    BufferedReader ticks() throws IOException {
        return HttpCall.lines(url + "/ticks", SILENCE);
    }
}
