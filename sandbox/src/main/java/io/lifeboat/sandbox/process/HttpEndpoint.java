package io.lifeboat.sandbox.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A small JSON service on the host's address: routes by method and path, a virtual thread a request. */
public final class HttpEndpoint implements AutoCloseable {

    private final HttpServer server;
    private final List<Route> routes = new ArrayList<>();

    public HttpEndpoint(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(Loopback.address(), port), 64);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::dispatch);
    }

    /** @param path a regular expression; its groups are the request's arguments */
    public HttpEndpoint on(String method, String path, Handler handler) {
        routes.add(new Route(method, Pattern.compile(path), exchange -> {
            Reply reply = handler.handle(exchange);
            byte[] body = Json.bytes(reply.body());
            exchange.http().getResponseHeaders().set("Content-Type", "application/json");
            exchange.http().sendResponseHeaders(reply.status(), body.length);
            exchange.http().getResponseBody().write(body);
        }));
        return this;
    }

    /** An answer that goes on until the client leaves or the handler returns. */
    public HttpEndpoint stream(String path, Streaming handler) {
        routes.add(new Route("GET", Pattern.compile(path), exchange -> {
            exchange.http().getResponseHeaders().set("Content-Type", "application/x-ndjson");
            exchange.http().sendResponseHeaders(200, 0);
            handler.write(exchange.http().getResponseBody());
        }));
        return this;
    }

    public void start() {
        server.start();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void dispatch(HttpExchange http) {
        try (http) {
            String path = http.getRequestURI().getPath();
            for (Route route : routes) {
                Matcher matcher = route.path().matcher(path);
                if (route.method().equals(http.getRequestMethod()) && matcher.matches()) {
                    route.run().run(new Call(http, matcher));
                    return;
                }
            }
            byte[] body = Json.bytes(Json.object().put("error", "nothing at " + path));
            http.sendResponseHeaders(404, body.length);
            http.getResponseBody().write(body);
        } catch (IOException e) {
            // The client has gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A request. */
    public record Call(HttpExchange http, Matcher path) {

        /** What the n-th group of the route's path matched. */
        public String argument(int n) {
            return path.group(n);
        }

        /** The value of a query parameter, or an empty text. */
        public String query(String name) {
            String query = http.getRequestURI().getQuery();
            for (String pair : query == null ? new String[0] : query.split("&")) {
                if (pair.startsWith(name + "=")) {
                    return pair.substring(name.length() + 1);
                }
            }
            return "";
        }

        /** The value of a header, or an empty text. */
        public String header(String name) {
            String value = http.getRequestHeaders().getFirst(name);
            return value == null ? "" : value;
        }

        /** The body; an empty object where there is none. */
        public ObjectNode body() throws IOException {
            String text = new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            return text.isBlank() ? Json.object() : Json.read(text);
        }
    }

    /** An answer. */
    public record Reply(int status, JsonNode body) {

        public static Reply ok(JsonNode body) {
            return new Reply(200, body);
        }

        public static Reply error(int status, String message) {
            return new Reply(status, Json.object().put("error", message));
        }
    }

    /** Answers a request. */
    public interface Handler {
        Reply handle(Call call) throws IOException, InterruptedException;
    }

    /** Answers a request for as long as it likes. */
    public interface Streaming {
        void write(OutputStream out) throws IOException, InterruptedException;
    }

    private record Route(String method, Pattern path, Run run) {}

    private interface Run {
        void run(Call call) throws IOException, InterruptedException;
    }
}
