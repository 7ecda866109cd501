package io.lifeboat.sandbox.connector;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lifeboat.sandbox.process.HttpEndpoint;
import io.lifeboat.sandbox.process.HttpEndpoint.Call;
import io.lifeboat.sandbox.process.HttpEndpoint.Reply;
import io.lifeboat.sandbox.process.Json;
import io.lifeboat.sandbox.process.Latest;
import io.lifeboat.sandbox.process.PythonLog;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.UUID;

/**
 * The connector's HTTP port. An order is answered with 200 (filled), 409 (refused), 503 (not sent) or 504 (sent, outcome
 * unknown: settle it before anything else).
 */
final class ConnectorDesk {

    private static final long LONGEST_SILENCE_MILLIS = 500;

    private final BrokerLink link;
    private final Terminal terminal;
    private final LastEpoch epoch;
    private final PythonLog log;
    private final Clock clock;

    ConnectorDesk(BrokerLink link, Terminal terminal, LastEpoch epoch, PythonLog log, Clock clock) {
        this.link = link;
        this.terminal = terminal;
        this.epoch = epoch;
        this.log = log;
        this.clock = clock;
    }

    void openOn(HttpEndpoint http) {
        http.on("GET", "/status", call -> Reply.ok(terminal.status(clock.instant())));
        http.on("POST", "/orders", this::order);
        http.on(
                "POST",
                "/orders/(.+)/settle",
                call -> ask(Json.object().put("op", "settle").put("clientOrderId", call.argument(1))));
        http.on("POST", "/test-trade", this::testTrade);
        http.stream("/ticks", this::ticks);
    }

    private Reply order(Call call) throws IOException, InterruptedException {
        ObjectNode order = call.body();
        epoch.seen(order.path("epoch").asLong());
        return ask(order.put("op", "order"));
    }

    /** Trades under the epoch that the engine used last, and back at once. The same client order id trades once. */
    private Reply testTrade(Call call) throws IOException, InterruptedException {
        ObjectNode body = call.body();
        String given = body.path("clientOrderId").asText();
        String id = "test-" + (given.isEmpty() ? UUID.randomUUID().toString() : given);
        String lots = body.path("lots").asText("0.01");
        Reply bought = test(id, "BUY", lots);
        Reply reply = bought.status() == 200 ? test(id + "-back", "SELL", lots) : bought;
        String outcome = switch (reply.status()) {
            case 200 -> "filled";
            case 409 -> "rejected";
            default -> "none";
        };
        terminal.testTrade(outcome);
        log.info("test trade " + outcome + ": " + Json.write(reply.body()));
        ObjectNode answer = Json.object().put("testTrade", outcome);
        answer.setAll((ObjectNode) reply.body());
        return new Reply(reply.status(), answer);
    }

    private Reply test(String id, String side, String lots) throws InterruptedException {
        return ask(Json.object()
                .put("op", "order")
                .put("clientOrderId", id)
                .put("epoch", epoch.last())
                .put("symbol", "EURUSD")
                .put("side", side)
                .put("lots", lots));
    }

    private Reply ask(ObjectNode request) throws InterruptedException {
        try {
            ObjectNode answer = link.ask(request);
            return new Reply(answer.path("ok").asBoolean() ? 200 : 409, answer);
        } catch (NotConnectedException e) {
            return Reply.error(503, String.valueOf(e.getMessage()));
        } catch (UnknownOutcomeException e) {
            return Reply.error(504, String.valueOf(e.getMessage()));
        }
    }

    /** One line a tick. Ends when the broker is away, so that the reader notices. */
    private void ticks(OutputStream out) throws IOException, InterruptedException {
        long seen = 0;
        while (terminal.isConnected()) {
            Latest.Numbered<ObjectNode> tick = link.ticks().after(seen, LONGEST_SILENCE_MILLIS);
            if (tick != null) {
                seen = tick.number();
                out.write((Json.write(tick.value()) + "\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        }
    }
}
