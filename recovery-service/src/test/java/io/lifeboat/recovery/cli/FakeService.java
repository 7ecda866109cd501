package io.lifeboat.recovery.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import picocli.CommandLine;

/** Answers one after the other, the last again and again, and remembers what it was asked. An answer is a status and a body. */
final class FakeService implements AutoCloseable {

    record Reply(int status, String body) {}

    /** What a command has printed, and its exit status. */
    record Ran(int status, String out, String err) {}

    final List<String> asked = new CopyOnWriteArrayList<>();
    private final Deque<Reply> replies;
    private final HttpServer server;

    FakeService(Reply... replies) {
        this.replies = new ConcurrentLinkedDeque<>(List.of(replies));
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add((exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body).strip());
            Reply reply = this.replies.size() > 1 ? this.replies.removeFirst() : this.replies.getFirst();
            byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    static Reply ok(String json) {
        return new Reply(200, json);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** A command against this service. */
    Ran run(Object command, String... arguments) {
        String[] all = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("--url", url().toString()), java.util.Arrays.stream(arguments))
                .toArray(String[]::new);
        return runAlone(command, all);
    }

    static Ran runAlone(Object command, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = new CommandLine(command)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    line.getErr().println(failure.getMessage());
                    return 69;
                })
                .execute(arguments);
        return new Ran(status, out.toString(), err.toString());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
