package io.lifeboat.recovery.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Talks to the recovery service's REST API. */
final class RecoveryClient {

    static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration WITHIN = Duration.ofSeconds(10);

    /** The status of an answer that another try may better: the database is away. */
    private static final int UNAVAILABLE = 503;

    private final URI url;
    private final @Nullable String token;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();

    /** @param token none: nothing is shown */
    RecoveryClient(URI url, @Nullable String token) {
        this.url = url;
        this.token = token;
    }

    JsonNode get(String path) {
        return get(path, WITHIN);
    }

    JsonNode get(String path, Duration within) {
        return send(request(path).GET(), within);
    }

    JsonNode post(String path, JsonNode body) {
        return send("POST", path, body);
    }

    JsonNode send(String method, String path, JsonNode body) {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body.toString())),
                WITHIN);
    }

    /** A part of a path, or of a query. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(String path) {
        try {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create(url.toString().replaceFirst("/+$", "") + path));
            return token == null ? request : request.header("Authorization", "Bearer " + token);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "'" + url + path + "' is no address: --url takes one like http://localhost:8082", e);
        }
    }

    private JsonNode send(HttpRequest.Builder request, Duration within) {
        try {
            HttpResponse<String> answer =
                    http.send(request.timeout(within).build(), HttpResponse.BodyHandlers.ofString());
            JsonNode body = answer.body().isBlank() ? JSON.nullNode() : JSON.readTree(answer.body());
            if (answer.statusCode() >= 400) {
                String problem = body.path("problem").asText("status " + answer.statusCode());
                throw answer.statusCode() == UNAVAILABLE
                        ? new ServiceAwayException(problem)
                        : new IllegalStateException(problem);
            }
            return body;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "what answers at " + url + " is no recovery service. Name it with --url or LIFEBOAT_RECOVERY_URL.",
                    e);
        } catch (IOException e) {
            throw new ServiceAwayException(
                    "the recovery service at " + url + " does not answer ("
                            + e.getClass().getSimpleName() + "). Name another with --url or LIFEBOAT_RECOVERY_URL.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
