package io.lifeboat.backup.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** As much of S3 as a store uses, with one bucket for every name, and with the faults that buckets have. */
public final class FakeS3 implements AutoCloseable {

    /** Each is for one request, in order. */
    public enum Fault {
        NONE,
        BUSY,
        TRUNCATED_BODY,
        ANSWER_LOST_AFTER_COMMIT,
        INCOMPLETE_LIST,
        WRONG_CHECKSUM,
        SLOW
    }

    private static final int PAGE = 5;
    private static final CountDownLatch SLOWNESS = new CountDownLatch(1);
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");

    private final HttpServer server;
    private final TreeMap<String, byte[]> objects = new TreeMap<>();
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final Map<String, Instant> locks = new HashMap<>();
    private volatile boolean locked;
    private volatile @Nullable Clock lockClock;

    public FakeS3() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public void next(Fault... next) {
        faults.addAll(Arrays.asList(next));
    }

    /** From now on nothing may be deleted. */
    void lock() {
        locked = true;
    }

    /** From now on it has Object Lock: what is locked is neither deleted nor written over before its time has come. */
    public void enforceLocks(Clock clock) {
        lockClock = clock;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = body(exchange);
            if ("object-lock".equals(exchange.getRequestURI().getQuery())
                    || "object-lock=".equals(exchange.getRequestURI().getQuery())) {
                lockConfiguration(exchange);
                return;
            }
            Fault polled = faults.poll();
            Fault fault = polled == null ? Fault.NONE : polled;
            if (fault == Fault.BUSY) {
                error(exchange, 503, "SlowDown");
                return;
            }
            if (fault == Fault.SLOW) {
                stall();
                return;
            }
            String path = exchange.getRequestURI().getPath();
            String key = path.indexOf('/', 1) < 0 ? "" : path.substring(path.indexOf('/', 1) + 1);
            switch (exchange.getRequestMethod()) {
                case "PUT" -> {
                    if (String.valueOf(exchange.getRequestURI().getQuery()).startsWith("retention")) {
                        retain(exchange, key, new String(body, UTF_8));
                    } else {
                        put(exchange, key, body, fault);
                    }
                }
                case "GET" -> {
                    if (key.isEmpty()) {
                        list(exchange, fault);
                    } else {
                        get(exchange, key, fault);
                    }
                }
                case "HEAD" -> head(exchange, key);
                case "DELETE" -> delete(exchange, key);
                default -> error(exchange, 405, "MethodNotAllowed");
            }
        }
    }

    /** Over plain HTTP the SDK sends signed chunks: {@code <hex length>;chunk-signature=…}, the bytes, and a chunk of none at the end. */
    private static byte[] body(HttpExchange exchange) throws IOException {
        byte[] sent = exchange.getRequestBody().readAllBytes();
        String sum = exchange.getRequestHeaders().getFirst("x-amz-content-sha256");
        if (sum == null || !sum.startsWith("STREAMING-")) {
            return sent;
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int at = 0;
        while (true) {
            int line = at;
            while (sent[line] != '\r') {
                line++;
            }
            String head = new String(sent, at, line - at, UTF_8);
            int length = Integer.parseInt(head.split(";", 2)[0], 16);
            if (length == 0) {
                return body.toByteArray();
            }
            body.write(sent, line + 2, length);
            at = line + 2 + length + 2;
        }
    }

    /** Longer than the client waits. */
    private static void stall() {
        try {
            if (SLOWNESS.await(1_500, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("nobody opens it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void put(HttpExchange exchange, String key, byte[] sent, Fault fault) throws IOException {
        byte[] body = fault == Fault.WRONG_CHECKSUM && sent.length > 0 ? flipped(sent) : sent;
        String sum = exchange.getRequestHeaders().getFirst("x-amz-checksum-sha256");
        if (sum != null && !sum.equals(Base64.getEncoder().encodeToString(Tags.digest(body)))) {
            error(exchange, 400, "BadDigest");
            return;
        }
        synchronized (objects) {
            byte[] there = objects.get(key);
            if ("*".equals(exchange.getRequestHeaders().getFirst("If-None-Match")) && there != null) {
                error(exchange, 412, "PreconditionFailed");
                return;
            }
            String match = exchange.getRequestHeaders().getFirst("If-Match");
            if (match != null && there == null) {
                error(exchange, 404, "NoSuchKey");
                return;
            }
            if (match != null && !tag(there).equals(match)) {
                error(exchange, 412, "PreconditionFailed");
                return;
            }
            if (isLocked(key)) {
                error(exchange, 403, "AccessDenied");
                return;
            }
            String until = exchange.getRequestHeaders().getFirst("x-amz-object-lock-retain-until-date");
            if (until != null && lockClock == null) {
                error(exchange, 400, "InvalidRequest");
                return;
            }
            if (until != null) {
                locks.put(key, Instant.parse(until));
            }
            objects.put(key, body);
        }
        if (fault == Fault.ANSWER_LOST_AFTER_COMMIT) {
            return;
        }
        exchange.getResponseHeaders().set("ETag", tag(body));
        exchange.sendResponseHeaders(200, -1);
    }

    private void get(HttpExchange exchange, String key, Fault fault) throws IOException {
        byte[] found = object(key);
        if (found == null) {
            error(exchange, 404, "NoSuchKey");
            return;
        }
        byte[] bytes = fault == Fault.WRONG_CHECKSUM ? flipped(found) : found;
        int status = 200;
        String range = exchange.getRequestHeaders().getFirst("Range");
        Matcher matcher = range == null ? null : RANGE.matcher(range);
        if (matcher != null && matcher.matches()) {
            int from = Integer.parseInt(matcher.group(1));
            int to = Math.min(bytes.length, Integer.parseInt(matcher.group(2)) + 1);
            bytes = Arrays.copyOfRange(bytes, from, to);
            status = 206;
        }
        exchange.getResponseHeaders().set("ETag", tag(found));
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes, 0, fault == Fault.TRUNCATED_BODY ? bytes.length / 2 : bytes.length);
        exchange.getResponseBody().flush();
    }

    private void head(HttpExchange exchange, String key) throws IOException {
        byte[] found = object(key);
        if (found == null) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        synchronized (objects) {
            Instant until = locks.get(key);
            if (until != null) {
                exchange.getResponseHeaders().set("x-amz-object-lock-mode", "COMPLIANCE");
                exchange.getResponseHeaders().set("x-amz-object-lock-retain-until-date", until.toString());
            }
        }
        exchange.getResponseHeaders().set("Content-Length", Integer.toString(found.length));
        exchange.getResponseHeaders().set("Last-Modified", "Mon, 02 Mar 2026 03:00:00 GMT");
        exchange.sendResponseHeaders(200, -1);
    }

    private void delete(HttpExchange exchange, String key) throws IOException {
        if (locked) {
            error(exchange, 403, "AccessDenied");
            return;
        }
        synchronized (objects) {
            if (isLocked(key)) {
                error(exchange, 403, "AccessDenied");
                return;
            }
            objects.remove(key);
            locks.remove(key);
        }
        exchange.sendResponseHeaders(204, -1);
    }

    private boolean isLocked(String key) {
        Instant until = locks.get(key);
        Clock clock = lockClock;
        return until != null && clock != null && clock.instant().isBefore(until);
    }

    private void lockConfiguration(HttpExchange exchange) throws IOException {
        if (lockClock == null) {
            error(exchange, 404, "ObjectLockConfigurationNotFoundError");
        } else {
            answer(
                    exchange,
                    200,
                    "<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled></ObjectLockConfiguration>");
        }
    }

    /** In compliance mode nobody makes it shorter. */
    private void retain(HttpExchange exchange, String key, String xml) throws IOException {
        Matcher until =
                Pattern.compile("<RetainUntilDate>([^<]+)</RetainUntilDate>").matcher(xml);
        synchronized (objects) {
            if (!objects.containsKey(key)) {
                error(exchange, 404, "NoSuchKey");
                return;
            }
            if (lockClock == null || !until.find()) {
                error(exchange, 400, "InvalidRequest");
                return;
            }
            Instant wanted = Instant.parse(until.group(1));
            if (isLocked(key) && wanted.isBefore(locks.get(key))) {
                error(exchange, 403, "AccessDenied");
                return;
            }
            locks.put(key, wanted);
        }
        exchange.sendResponseHeaders(200, -1);
    }

    private void list(HttpExchange exchange, Fault fault) throws IOException {
        String prefix = parameter(exchange, "prefix");
        String after = parameter(exchange, "start-after");
        StringBuilder xml = new StringBuilder("<ListBucketResult>");
        int count = 0;
        boolean more = false;
        synchronized (objects) {
            for (var entry : objects.tailMap(after.isEmpty() ? prefix : after, after.isEmpty())
                    .entrySet()) {
                if (!entry.getKey().startsWith(prefix)) {
                    continue;
                }
                if (count == PAGE) {
                    more = true;
                    break;
                }
                count++;
                xml.append("<Contents><Key>%s</Key><Size>%d</Size>".formatted(entry.getKey(), entry.getValue().length))
                        .append("<LastModified>2026-03-02T03:00:00Z</LastModified></Contents>");
            }
        }
        boolean told = more && fault != Fault.INCOMPLETE_LIST;
        answer(
                exchange,
                200,
                xml.append("<IsTruncated>" + told + "</IsTruncated></ListBucketResult>")
                        .toString());
    }

    private static String parameter(HttpExchange exchange, String name) {
        String query = exchange.getRequestURI().getQuery();
        for (String part : query == null ? new String[0] : query.split("&")) {
            if (part.startsWith(name + "=")) {
                return part.substring(name.length() + 1);
            }
        }
        return "";
    }

    private byte @Nullable [] object(String key) {
        synchronized (objects) {
            return objects.get(key);
        }
    }

    private static byte[] flipped(byte[] bytes) {
        byte[] wrong = bytes.clone();
        wrong[wrong.length / 2] ^= 1;
        return wrong;
    }

    private static String tag(byte @Nullable [] bytes) {
        return bytes == null ? "" : "\"" + Tags.of(bytes).substring(0, 32) + "\"";
    }

    private static void error(HttpExchange exchange, int status, String code) throws IOException {
        answer(exchange, status, "<Error><Code>" + code + "</Code><Message>" + code + "</Message></Error>");
    }

    private static void answer(HttpExchange exchange, int status, String xml) throws IOException {
        byte[] bytes = xml.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
