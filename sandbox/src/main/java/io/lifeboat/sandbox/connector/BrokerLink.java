package io.lifeboat.sandbox.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lifeboat.sandbox.process.Json;
import io.lifeboat.sandbox.process.Latest;
import io.lifeboat.sandbox.process.LineSocket;
import io.lifeboat.sandbox.process.PythonLog;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The one session with the broker: connects, and connects again for as long as the process lives. */
final class BrokerLink implements Runnable {

    private static final int SILENCE_MILLIS = 2_000;
    private static final long RETRY_MILLIS = 250;

    private final ConnectorConfig config;
    private final Terminal terminal;
    private final PythonLog log;
    private final TerminalJournal journal;
    private final Clock clock;
    private final Latest<ObjectNode> ticks = new Latest<>();
    private final String instance = UUID.randomUUID().toString();
    private final AtomicLong ids = new AtomicLong();
    private final Map<Long, CompletableFuture<ObjectNode>> waiting = new ConcurrentHashMap<>();
    private volatile @Nullable LineSocket session;

    BrokerLink(ConnectorConfig config, Terminal terminal, PythonLog log, TerminalJournal journal, Clock clock) {
        this.config = config;
        this.terminal = terminal;
        this.log = log;
        this.journal = journal;
        this.clock = clock;
    }

    Latest<ObjectNode> ticks() {
        return ticks;
    }

    @Override
    public void run() {
        try {
            while (true) {
                connectOnce();
                TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the broker answers. */
    ObjectNode ask(ObjectNode request) throws NotConnectedException, UnknownOutcomeException, InterruptedException {
        LineSocket current = session;
        if (current == null) {
            throw new NotConnectedException();
        }
        long id = ids.incrementAndGet();
        CompletableFuture<ObjectNode> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        try {
            current.write(request.put("id", id));
            if (session != current) {
                throw new IOException("the session has ended");
            }
            return answer.get(SILENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (IOException | ExecutionException | TimeoutException e) {
            throw new UnknownOutcomeException("no answer from the broker", e);
        } finally {
            waiting.remove(id);
        }
    }

    private void connectOnce() {
        try (LineSocket socket = LineSocket.connect(config.brokerHost(), config.brokerPort(), SILENCE_MILLIS)) {
            socket.write(Json.object()
                    .put("id", 0)
                    .put("op", "login")
                    .put("account", config.account())
                    .put("key", config.key())
                    .put("terminal", instance));
            ObjectNode reply = socket.read();
            if (reply == null || !reply.path("ok").asBoolean()) {
                failed(
                        reply == null
                                ? "dropped during login"
                                : reply.path("error").asText());
                return;
            }
            established(socket);
            lost(readUntilLost(socket));
        } catch (IOException e) {
            failed(String.valueOf(e.getMessage()));
        }
    }

    private String readUntilLost(LineSocket socket) {
        try {
            ObjectNode message;
            while ((message = socket.read()) != null) {
                take(message);
            }
            return "closed by the broker";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private void take(ObjectNode message) {
        JsonNode tick = message.get("tick");
        if (tick instanceof ObjectNode object) {
            terminal.ticked(clock.instant());
            ticks.publish(object);
            return;
        }
        if (message.has("positions")) {
            terminal.reported(message);
        } else if (message.has("repeated") && !message.path("repeated").asBoolean()) {
            terminal.filled(message.path("order"));
        }
        CompletableFuture<ObjectNode> answer = waiting.get(message.path("id").asLong());
        if (answer != null) {
            answer.complete(message);
        }
    }

    private void established(LineSocket socket) throws IOException {
        terminal.connected();
        session = socket;
        socket.write(Json.object().put("id", ids.incrementAndGet()).put("op", "positions"));
        log.info("connection established, account=" + config.account());
        journal.info("Network", "'" + config.account() + "': authorized on " + where());
    }

    private void lost(String reason) {
        session = null;
        terminal.disconnected();
        waiting.values().forEach(answer -> answer.completeExceptionally(new IOException(reason)));
        log.error("connection to broker lost: " + reason);
        journal.error("Network", "'" + config.account() + "': connection to " + where() + " lost");
    }

    private void failed(String reason) {
        if (session != null) {
            lost(reason);
            return;
        }
        log.error("connection failed: account=" + config.account() + ": " + reason);
        journal.error(
                "Network", "'" + config.account() + "': authorization on " + where() + " failed (" + reason + ")");
    }

    private String where() {
        return config.brokerHost() + ":" + config.brokerPort();
    }
}
