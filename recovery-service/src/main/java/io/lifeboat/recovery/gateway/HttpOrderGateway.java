package io.lifeboat.recovery.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.lifeboat.event.EventCodec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An order gateway over HTTP, each request on a connection of its own: {@code docs/order-gateway.md} is its contract. */
public final class HttpOrderGateway implements Gateway {

    private static final Duration WITHIN = Duration.ofSeconds(5);
    private static final int LONGEST_BODY = 1024 * 1024;

    private final URI url;
    private final String token;

    /** @param url without a slash at its end */
    public HttpOrderGateway(URI url, String token) {
        this.url = url;
        this.token = token;
    }

    @Override
    public void refuseBelow(String engine, long epoch) throws IOException, InterruptedException {
        call(
                "PUT",
                "/fence/" + engine,
                EventCodec.JSON.createObjectNode().put("lowestEpoch", epoch).toString());
    }

    @Override
    public long lowestEpoch(String engine) throws IOException, InterruptedException {
        JsonNode lowest =
                EventCodec.JSON.readTree(call("GET", "/fence/" + engine, null)).path("lowestEpoch");
        if (!lowest.isIntegralNumber() || !lowest.canConvertToLong() || lowest.asLong() < 0) {
            throw new IOException("the order gateway does not say which epoch it takes");
        }
        return lowest.asLong();
    }

    @Override
    public Holdings holdings(String engine) throws IOException, InterruptedException {
        return Holdings.read(call("GET", "/holdings/" + engine, null));
    }

    private String call(String method, String path, @Nullable String json) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(WITHIN)
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .header("User-Agent", "lifeboat")
                .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(WITHIN)
                .build()) {
            HttpResponse<String> answer =
                    client.send(request.build(), BodyHandlers.limiting(BodyHandlers.ofString(), LONGEST_BODY));
            if (answer.statusCode() / 100 != 2) {
                throw new IOException("the order gateway answers with status " + answer.statusCode());
            }
            return answer.body();
        } catch (java.net.ConnectException e) {
            throw new IOException("the order gateway at " + url + " can't be reached", e);
        }
    }
}
