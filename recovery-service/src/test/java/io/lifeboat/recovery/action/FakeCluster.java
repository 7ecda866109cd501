package io.lifeboat.recovery.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.lifeboat.event.EventCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An API server with one deployment, one node and one secret, whose pods go when a test says so. */
final class FakeCluster implements AutoCloseable {

    static final String DEPLOYMENT = "/apis/apps/v1/namespaces/trading/deployments/forex-engine";
    static final String NODE = "/api/v1/nodes/worker-1";
    private static final String SECRET = "/api/v1/namespaces/trading/secrets/broker";
    private static final String PODS = "/api/v1/namespaces/trading/pods";

    final List<String> requests = new CopyOnWriteArrayList<>();

    /** Everything but the pods, by path. */
    final ConcurrentMap<String, ObjectNode> objects = new ConcurrentHashMap<>();

    volatile int pods = 2;
    /** How many pods a scaling leaves. */
    volatile int podsLeft;
    /** Whether the controller does what is wished. */
    volatile boolean controller = true;
    /** Answers everything with this; 0: as it should. */
    volatile int refuses;

    private final HttpServer server;

    FakeCluster() throws IOException {
        objects.put(DEPLOYMENT, json("""
                {"apiVersion": "apps/v1", "kind": "Deployment",
                 "metadata": {"name": "forex-engine", "namespace": "trading", "generation": 1, "resourceVersion": "1"},
                 "spec": {"replicas": 2, "selector": {"matchLabels": {"app": "forex-engine"}},
                          "template": {"metadata": {"labels": {"app": "forex-engine"}}, "spec": {"containers": []}}},
                 "status": {"replicas": 2, "observedGeneration": 1}}
                """));
        objects.put(NODE, json("""
                {"apiVersion": "v1", "kind": "Node", "metadata": {"name": "worker-1", "resourceVersion": "1"}, "spec": {}}
                """));
        String token = Base64.getEncoder().encodeToString("sesame-42\n".getBytes(StandardCharsets.UTF_8));
        objects.put(SECRET, json("""
                {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "broker", "namespace": "trading"},
                 "data": {"token": "%s"}}
                """.formatted(token)));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    Cluster cluster() {
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        return new Cluster(() -> new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder()
                        .withAutoConfigure(false)
                        .withMasterUrl(url)
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build());
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (refuses != 0) {
            send(exchange, refuses, status(refuses));
        } else if (path.equals(PODS)) {
            send(exchange, 200, podList());
        } else if (path.equals(DEPLOYMENT + "/scale")) {
            send(exchange, 200, scale(exchange, body));
        } else if (!objects.containsKey(path)) {
            send(exchange, 404, status(404));
        } else {
            if (!exchange.getRequestMethod().equals("GET")) {
                change(path, EventCodec.JSON.readTree(body));
            }
            send(exchange, 200, objects.getOrDefault(path, json("{}")));
        }
    }

    /** A merge patch, a JSON patch or the whole object. */
    private void change(String path, JsonNode change) throws IOException {
        ObjectNode object = objects.getOrDefault(path, json("{}"));
        if (change.isArray()) {
            for (JsonNode one : change) {
                List<String> keys =
                        List.of(one.path("path").asText().substring(1).split("/"));
                ObjectNode at = object;
                for (String key : keys.subList(0, keys.size() - 1)) {
                    at = at.withObjectProperty(key.replace("~1", "/"));
                }
                at.set(keys.getLast().replace("~1", "/"), one.path("value"));
            }
        } else {
            EventCodec.JSON.readerForUpdating(object).readValue(change);
        }
        if (path.equals(DEPLOYMENT)) {
            wish(object.at("/spec/replicas").asInt());
        }
    }

    private ObjectNode scale(HttpExchange exchange, byte[] body) throws IOException {
        if (!exchange.getRequestMethod().equals("GET")) {
            JsonNode wished = EventCodec.JSON.readTree(body);
            wish(
                    wished.isArray()
                            ? wished.get(0).path("value").asInt()
                            : wished.at("/spec/replicas").asInt());
        }
        return json("""
                {"apiVersion": "autoscaling/v1", "kind": "Scale", "metadata": {"name": "forex-engine", "namespace": "trading"},
                 "spec": {"replicas": %d}, "status": {"replicas": %d}}
                """.formatted(
                        objects.getOrDefault(DEPLOYMENT, json("{}"))
                                .at("/spec/replicas")
                                .asInt(),
                        pods));
    }

    private void wish(int replicas) throws IOException {
        ObjectNode deployment = objects.getOrDefault(DEPLOYMENT, json("{}"));
        ObjectNode metadata = deployment.withObjectProperty("metadata");
        metadata.put("generation", metadata.path("generation").asInt() + 1);
        deployment.withObjectProperty("spec").put("replicas", replicas);
        if (controller) {
            deployment
                    .withObjectProperty("status")
                    .put("replicas", replicas)
                    .put("observedGeneration", metadata.path("generation").asInt());
            pods = replicas == 0 ? podsLeft : replicas;
        }
    }

    private ObjectNode podList() throws IOException {
        ObjectNode list = json("{\"apiVersion\": \"v1\", \"kind\": \"PodList\", \"metadata\": {}, \"items\": []}");
        for (int i = 0; i < pods; i++) {
            ((ArrayNode) list.path("items"))
                    .add(json("{\"metadata\": {\"name\": \"forex-engine-" + i + "\", \"namespace\": \"trading\"}}"));
        }
        return list;
    }

    private static ObjectNode status(int code) throws IOException {
        return json("{\"apiVersion\": \"v1\", \"kind\": \"Status\", \"status\": \"Failure\", \"code\": " + code
                + ", \"message\": \"not for you\"}");
    }

    private static ObjectNode json(String text) throws IOException {
        return (ObjectNode) EventCodec.JSON.readTree(text);
    }

    private static void send(HttpExchange exchange, int status, ObjectNode body) throws IOException {
        byte[] bytes = EventCodec.JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().putAll(Map.of("Content-Type", List.of("application/json")));
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
