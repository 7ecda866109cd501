package io.lifeboat.backup.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** As much of EC2's Query API as images need, with one instance. An image is pending for a few questions. */
final class FakeEc2 implements AutoCloseable {

    static final String INSTANCE = "i-0123456789abcdef0";

    /** Each is for one request, in order. */
    enum Fault {
        BUSY,
        ANSWER_LOST_AFTER_COMMIT
    }

    private static final int POLLS = 3;
    private static final String TIME = "2026-03-01T04:00:00.000Z";

    private static final class Made {
        private final Map<String, String> tags = new TreeMap<>();
        private String name = "";
        private String protection = "disabled";
        private int polls = POLLS;
        private boolean hidden;
        private @Nullable String failure;
    }

    private final HttpServer server;
    private final Map<String, Made> images = new LinkedHashMap<>();
    private final Map<String, Made> snapshots = new LinkedHashMap<>();
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private boolean leavesSnapshots;
    private int count;

    FakeEc2() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void next(Fault... next) {
        faults.addAll(Arrays.asList(next));
    }

    synchronized void fail(String image, String reason) {
        made(images, image).failure = reason;
    }

    /** Begun, and in no list yet. */
    synchronized void hide(String image) {
        made(images, image).hidden = true;
    }

    synchronized void rename(String image, String name) {
        made(images, image).name = name;
    }

    synchronized void protect(String image) {
        made(images, image).protection = "enabled-without-cooldown";
    }

    /** From now on what an image consists of outlives it. */
    synchronized void leaveSnapshots() {
        leavesSnapshots = true;
    }

    synchronized List<String> snapshots() {
        return List.copyOf(snapshots.keySet());
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static Made made(Map<String, Made> all, String id) {
        Made made = all.get(id);
        if (made == null) {
            throw new IllegalArgumentException(id);
        }
        return made;
    }

    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;
        private final String code;

        Refusal(String code) {
            super(code);
            this.code = code;
        }
    }

    private synchronized void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> asked = form(exchange);
            Fault fault = faults.poll();
            if (fault == Fault.BUSY) {
                refuse(exchange, 503, "RequestLimitExceeded");
            } else {
                answer(exchange, asked, fault == Fault.ANSWER_LOST_AFTER_COMMIT);
            }
        }
    }

    private void answer(HttpExchange exchange, Map<String, String> asked, boolean isLost) throws IOException {
        String action = asked.getOrDefault("Action", "");
        try {
            String answer = answer(action, asked);
            if (!isLost) {
                send(exchange, 200, "<%sResponse>%s</%sResponse>".formatted(action, answer, action));
            }
        } catch (Refusal e) {
            refuse(exchange, 400, e.code);
        }
    }

    private String answer(String action, Map<String, String> asked) throws Refusal {
        return switch (action) {
            case "CreateImage" -> create(asked);
            case "DescribeImages" -> describeImages(asked);
            case "DescribeSnapshots" -> describeSnapshots(asked);
            case "CreateTags" -> tag(asked);
            case "DeregisterImage" -> deregister(asked);
            case "DeleteSnapshot" -> delete(asked);
            default -> throw new Refusal("InvalidAction");
        };
    }

    private String create(Map<String, String> asked) throws Refusal {
        if (!INSTANCE.equals(asked.get("InstanceId"))) {
            throw new Refusal("InvalidInstanceID.NotFound");
        }
        String name = asked.getOrDefault("Name", "");
        if (images.values().stream().anyMatch(image -> image.name.equals(name))) {
            throw new Refusal("InvalidAMIName.Duplicate");
        }
        count++;
        for (int i = 1; asked.containsKey("TagSpecification." + i + ".ResourceType"); i++) {
            Made made = new Made();
            made.name = name;
            putTags(asked, "TagSpecification." + i + ".", made);
            boolean isImage = "image".equals(asked.get("TagSpecification." + i + ".ResourceType"));
            (isImage ? images : snapshots).put((isImage ? "ami-" : "snap-") + count, made);
        }
        return "<imageId>ami-" + count + "</imageId>";
    }

    private String describeImages(Map<String, String> asked) throws Refusal {
        String id = asked.get("ImageId.1");
        if (id != null && !images.containsKey(id)) {
            throw new Refusal("InvalidAMIID.NotFound");
        }
        StringBuilder found = new StringBuilder("<imagesSet>");
        images.forEach((key, image) -> {
            if (!image.hidden && (id == null ? matches(image, asked) : id.equals(key))) {
                boolean isPending = id == null || image.polls-- > 0;
                String state = image.failure != null ? "failed" : isPending ? "pending" : "available";
                found.append(
                        "<item><imageId>%s</imageId><imageState>%s</imageState><name>%s</name><creationDate>%s</creationDate>"
                                .formatted(key, state, image.name, TIME));
                found.append("<deregistrationProtection>%s</deregistrationProtection>".formatted(image.protection));
                if (image.failure != null) {
                    found.append("<stateReason><message>%s</message></stateReason>".formatted(image.failure));
                }
                found.append(tags(image)).append("</item>");
            }
        });
        return found.append("</imagesSet>").toString();
    }

    private String describeSnapshots(Map<String, String> asked) {
        StringBuilder found = new StringBuilder("<snapshotSet>");
        snapshots.forEach((key, snapshot) -> {
            if (matches(snapshot, asked)) {
                found.append(
                        "<item><snapshotId>%s</snapshotId><progress>45%%</progress><startTime>%s</startTime>%s</item>"
                                .formatted(key, TIME, tags(snapshot)));
            }
        });
        return found.append("</snapshotSet>").toString();
    }

    private static boolean matches(Made made, Map<String, String> asked) {
        String name = asked.getOrDefault("Filter.1.Name", "");
        String value = asked.getOrDefault("Filter.1.Value.1", "");
        return name.equals("name")
                ? made.name.equals(value)
                : value.equals(made.tags.get(name.replaceFirst("tag:", "")));
    }

    private String tag(Map<String, String> asked) throws Refusal {
        for (int i = 1; asked.containsKey("ResourceId." + i); i++) {
            String id = asked.getOrDefault("ResourceId." + i, "");
            Made made = id.startsWith("ami-") ? images.get(id) : snapshots.get(id);
            if (made == null) {
                throw new Refusal("InvalidAMIID.NotFound");
            }
            putTags(asked, "", made);
        }
        return "<return>true</return>";
    }

    private String deregister(Map<String, String> asked) throws Refusal {
        Made image = images.get(asked.getOrDefault("ImageId", ""));
        if (image == null) {
            throw new Refusal("InvalidAMIID.NotFound");
        }
        if (!image.protection.equals("disabled")) {
            throw new Refusal("OperationNotPermitted");
        }
        images.values().remove(image);
        if (!leavesSnapshots && "true".equals(asked.get("DeleteAssociatedSnapshots"))) {
            snapshots.values().removeIf(snapshot -> snapshot.name.equals(image.name));
        }
        return "<return>true</return>";
    }

    private String delete(Map<String, String> asked) throws Refusal {
        if (snapshots.remove(asked.getOrDefault("SnapshotId", "")) == null) {
            throw new Refusal("InvalidSnapshot.NotFound");
        }
        return "<return>true</return>";
    }

    private static void putTags(Map<String, String> asked, String prefix, Made made) {
        for (int i = 1; asked.containsKey(prefix + "Tag." + i + ".Key"); i++) {
            made.tags.put(
                    asked.getOrDefault(prefix + "Tag." + i + ".Key", ""),
                    asked.getOrDefault(prefix + "Tag." + i + ".Value", ""));
        }
    }

    private static String tags(Made made) {
        StringBuilder tags = new StringBuilder("<tagSet>");
        made.tags.forEach(
                (key, value) -> tags.append("<item><key>%s</key><value>%s</value></item>".formatted(key, value)));
        return tags.append("</tagSet>").toString();
    }

    private static Map<String, String> form(HttpExchange exchange) throws IOException {
        Map<String, String> asked = new TreeMap<>();
        for (String pair : new String(exchange.getRequestBody().readAllBytes(), UTF_8).split("&")) {
            String[] parts = pair.split("=", 2);
            asked.put(URLDecoder.decode(parts[0], UTF_8), parts.length == 2 ? URLDecoder.decode(parts[1], UTF_8) : "");
        }
        return asked;
    }

    private static void refuse(HttpExchange exchange, int status, String code) throws IOException {
        send(
                exchange,
                status,
                "<Response><Errors><Error><Code>%s</Code><Message>%s, says EC2</Message></Error></Errors><RequestID>r</RequestID></Response>"
                        .formatted(code, code));
    }

    private static void send(HttpExchange exchange, int status, String xml) throws IOException {
        byte[] bytes = xml.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
