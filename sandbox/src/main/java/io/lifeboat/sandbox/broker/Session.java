package io.lifeboat.sandbox.broker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lifeboat.sandbox.process.JournalFile;
import io.lifeboat.sandbox.process.Json;
import io.lifeboat.sandbox.process.Latest;
import io.lifeboat.sandbox.process.LineSocket;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A terminal that is connected. */
final class Session implements Runnable {

    private static final long LONGEST_SILENCE_MILLIS = 1_000;

    private final LineSocket socket;
    private final Book book;
    private final Market market;
    private final JournalFile journal;
    private final Clock clock;
    private volatile String account = "";
    private volatile String terminal = "";

    Session(LineSocket socket, Book book, Market market, JournalFile journal, Clock clock) {
        this.socket = socket;
        this.book = book;
        this.market = market;
        this.journal = journal;
        this.clock = clock;
    }

    String account() {
        return account;
    }

    String terminal() {
        return terminal;
    }

    void drop() {
        socket.close();
    }

    @Override
    public void run() {
        try (socket) {
            ObjectNode message = socket.read();
            if (message == null || !login(message)) {
                return;
            }
            Thread.startVirtualThread(this::pushTicks);
            while ((message = socket.read()) != null) {
                socket.write(answer(message).put("id", message.path("id").asLong()));
            }
        } catch (IOException e) {
            // The terminal has gone, or was dropped.
        }
    }

    private boolean login(ObjectNode message) throws IOException {
        String wanted = message.path("account").asText();
        String from = message.path("terminal").asText();
        String objection = message.path("op").asText().equals("login")
                ? book.login(wanted, message.path("key").asText(), from)
                : "log in first";
        journal.append(
                objection.isEmpty() ? "login" : "login-refused",
                Json.object().put("account", wanted).put("terminal", from).put("reason", objection));
        ObjectNode reply = Json.object().put("id", message.path("id").asLong()).put("ok", objection.isEmpty());
        if (!objection.isEmpty()) {
            socket.write(reply.put("error", objection));
            return false;
        }
        terminal = from;
        account = wanted;
        // From here a drop finds this session; what was refused before it did is looked at once more.
        if (!book.login(wanted, message.path("key").asText(), from).isEmpty()) {
            return false;
        }
        socket.write(reply);
        return true;
    }

    private ObjectNode answer(ObjectNode message) {
        return switch (message.path("op").asText()) {
            case "order" -> order(message);
            case "settle" -> settle(message.path("clientOrderId").asText());
            case "positions" -> positions();
            default -> refusal("unknown operation");
        };
    }

    private ObjectNode order(ObjectNode message) {
        OrderRequest request;
        try {
            request = OrderRequest.from(message.put("account", account));
        } catch (IllegalArgumentException e) {
            return refusal(String.valueOf(e.getMessage()));
        }
        return switch (book.order(request, terminal, market.priceFor(request.side()), clock.instant())) {
            case Decision.Accepted(Order order, boolean repeated) -> {
                if (!repeated) {
                    journal.append(order.at(), "order-accepted", order.json().without(java.util.List.of("at")));
                }
                yield Json.object().put("ok", true).put("repeated", repeated).set("order", order.json());
            }
            case Decision.Refused(String reason) -> {
                journal.append(
                        "order-refused",
                        Json.object()
                                .put("clientOrderId", request.clientOrderId())
                                .put("epoch", request.epoch())
                                .put("reason", reason));
                yield refusal(reason);
            }
        };
    }

    private ObjectNode settle(String clientOrderId) {
        @Nullable Order order = book.settle(clientOrderId).orElse(null);
        ObjectNode reply = Json.object().put("ok", true).put("known", order != null);
        return order == null ? reply : reply.set("order", order.json());
    }

    private ObjectNode positions() {
        ObjectNode positions = Json.object();
        for (Map.Entry<String, BigDecimal> position : book.positions(account).entrySet()) {
            positions.put(position.getKey(), position.getValue());
        }
        return Json.object()
                .put("ok", true)
                .put("balance", book.balance(account))
                .set("positions", positions);
    }

    private void pushTicks() {
        try {
            long seen = 0;
            while (true) {
                Latest.Numbered<ObjectNode> tick = market.ticks().after(seen, LONGEST_SILENCE_MILLIS);
                if (tick != null) {
                    seen = tick.number();
                    socket.write(Json.object().set("tick", tick.value()));
                }
            }
        } catch (IOException e) {
            socket.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ObjectNode refusal(String reason) {
        return Json.object().put("ok", false).put("error", reason);
    }
}
