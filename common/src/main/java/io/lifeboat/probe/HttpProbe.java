package io.lifeboat.probe;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.lifeboat.catalog.ProbeSpec.Http;
import io.lifeboat.event.EventCodec;
import io.lifeboat.probe.ProbeResult.Healthy;
import io.lifeboat.probe.ProbeResult.Unasked;
import io.lifeboat.probe.ProbeResult.Unhealthy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One GET. A redirect is an answer, and is not followed.
 *
 * <p>Each probe opens a connection of its own: what a client that comes now would see is the question, and a pooled
 * connection would answer for a server that takes no new ones, or not answer for one that was restarted.
 */
final class HttpProbe {

    static final int LONGEST_BODY = 1024 * 1024;

    private final Executor executor = Executors.newVirtualThreadPerTaskExecutor();

    ProbeResult run(Http check) throws InterruptedException {
        HttpRequest request;
        try {
            request = HttpRequest.newBuilder(check.url())
                    .header("Accept", "application/json, */*")
                    .header("User-Agent", "lifeboat")
                    .build();
        } catch (IllegalArgumentException e) {
            return new Unasked("GET " + check.url() + " can't be asked: " + e.getMessage());
        }
        HttpClient client = HttpClient.newBuilder()
                .version(Version.HTTP_1_1)
                .followRedirects(Redirect.NEVER)
                .connectTimeout(check.within())
                .executor(executor)
                .build();
        try {
            CompletableFuture<HttpResponse<InputStream>> answer = client.sendAsync(request, body(check));
            return judge(check, answer.get(check.within().toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return new Unhealthy(null, "GET " + check.url() + ": no answer within " + Reason.of(check.within()));
        } catch (ExecutionException e) {
            return new Unhealthy(null, "GET " + check.url() + ": " + Reason.of(e.getCause()));
        } catch (IOException e) {
            return new Unhealthy(null, "GET " + check.url() + ": " + Reason.of(e));
        } finally {
            client.shutdownNow();
        }
    }

    /** Without a value to read the head of the answer is enough; with one it is complete, or no answer at all. */
    private static BodyHandler<InputStream> body(Http check) {
        return check.value() == null
                ? BodyHandlers.ofInputStream()
                : BodyHandlers.limiting(
                        info -> HttpResponse.BodySubscribers.mapping(
                                HttpResponse.BodySubscribers.ofByteArray(), ByteArrayInputStream::new),
                        LONGEST_BODY);
    }

    private static ProbeResult judge(Http check, HttpResponse<InputStream> answer) throws IOException {
        String asked = "GET " + check.url() + ": ";
        try (InputStream body = answer.body()) {
            if (answer.statusCode() != check.status()) {
                return new Unhealthy(null, asked + "status " + answer.statusCode() + ", not " + check.status());
            }
            String pointer = check.value();
            if (pointer == null) {
                return new Healthy(null, asked + "status " + answer.statusCode());
            }
            JsonNode root;
            try {
                root = EventCodec.JSON.readTree(body);
            } catch (IOException e) {
                return new Unhealthy(null, asked + "the answer is no JSON");
            }
            JsonNode node = root.at(JsonPointer.compile(pointer));
            if (node.isMissingNode()) {
                return new Unhealthy(null, asked + "the answer has no " + pointer);
            }
            String value = node.isValueNode() ? node.asText() : node.toString();
            String equals = check.equals();
            if (equals != null && !equals.equals(value)) {
                return new Unhealthy(value, asked + pointer + " is " + Reason.brief(value) + ", not " + equals);
            }
            return new Healthy(value, asked + pointer + " is " + Reason.brief(value));
        } catch (IllegalArgumentException e) {
            return new Unasked(asked + "'" + check.value() + "' is no JSON Pointer");
        }
    }
}
