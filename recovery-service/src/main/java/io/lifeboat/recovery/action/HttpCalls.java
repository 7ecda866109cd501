package io.lifeboat.recovery.action;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.lifeboat.catalog.SecretRef;
import io.lifeboat.event.EventCodec;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Requests with a body that is small, on a connection of their own; a redirect is an answer and is not followed. */
@ApplicationScoped
class HttpCalls {

    private static final int LONGEST_BODY = 1024 * 1024;

    private final Secrets secrets;

    HttpCalls(Secrets secrets) {
        this.secrets = secrets;
    }

    /** @param body as it came, at most 1 MiB */
    record Answer(int status, String body) {

        boolean good() {
            return status >= 200 && status < 300;
        }

        /** The value at a JSON Pointer; none if it is not there. */
        @Nullable
        String at(String pointer) {
            try {
                JsonNode node = EventCodec.JSON.readTree(body).at(JsonPointer.compile(pointer));
                return node.isMissingNode() ? null : node.isValueNode() ? node.asText() : node.toString();
            } catch (IOException | IllegalArgumentException e) {
                return null;
            }
        }
    }

    /**
     * @throws ConnectException if nothing was sent
     * @throws IOException if it may have been sent and what came of it is not known
     */
    Answer call(String method, URI url, @Nullable JsonNode json, @Nullable SecretRef bearer, Duration within)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(within)
                .header("Accept", "application/json, */*")
                .header("User-Agent", "lifeboat")
                .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json.toString()));
        if (json != null) {
            request.header("Content-Type", "application/json");
        }
        if (bearer != null) {
            request.header("Authorization", "Bearer " + secrets.resolve(bearer));
        }
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(within)
                .build()) {
            HttpResponse<String> answer =
                    client.send(request.build(), BodyHandlers.limiting(BodyHandlers.ofString(), LONGEST_BODY));
            return new Answer(answer.statusCode(), answer.body());
        } catch (java.net.http.HttpConnectTimeoutException e) {
            throw new ConnectException("no connection within " + within.toMillis() + " ms");
        }
    }
}
