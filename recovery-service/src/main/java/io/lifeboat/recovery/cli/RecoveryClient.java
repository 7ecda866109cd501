package io.lifeboat.recovery.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Talks to the recovery service's REST API. */
final class RecoveryClient {

    static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration WITHIN = Duration.ofSeconds(10);

    private final URI url;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();

    RecoveryClient(URI url) {
        this.url = url;
    }

    JsonNode get(String path) {
        return send(request(path).GET());
    }

    JsonNode post(String path, JsonNode body, @Nullable String token) {
        return send("POST", path, body, token);
    }

    JsonNode send(String method, String path, JsonNode body, @Nullable String token) {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body.toString()));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return send(request);
    }

    private HttpRequest.Builder request(String path) {
        try {
            return HttpRequest.newBuilder(URI.create(url.toString().replaceFirst("/+$", "") + path));
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "'" + url + path + "' is no address: --url takes one like http://localhost:8082", e);
        }
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer =
                    http.send(request.timeout(WITHIN).build(), HttpResponse.BodyHandlers.ofString());
            JsonNode body = answer.body().isBlank() ? JSON.nullNode() : JSON.readTree(answer.body());
            if (answer.statusCode() >= 400) {
                throw new IllegalStateException(body.path("problem").asText("status " + answer.statusCode()));
            }
            return body;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "what answers at " + url + " is no recovery service. Name it with --url or LIFEBOAT_RECOVERY_URL.",
                    e);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "the recovery service at " + url + " does not answer ("
                            + e.getClass().getSimpleName() + "). Name another with --url or LIFEBOAT_RECOVERY_URL.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
