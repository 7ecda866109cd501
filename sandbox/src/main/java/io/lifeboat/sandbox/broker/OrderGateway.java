package io.lifeboat.sandbox.broker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lifeboat.sandbox.process.HttpEndpoint;
import io.lifeboat.sandbox.process.HttpEndpoint.Call;
import io.lifeboat.sandbox.process.HttpEndpoint.Reply;
import io.lifeboat.sandbox.process.JournalFile;
import io.lifeboat.sandbox.process.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;

/** What Lifeboat asks of an order gateway, answered by the broker itself: the fence is where orders are checked. */
final class OrderGateway {

    /** An engine that has sent no order for so long is not seen any more. */
    private static final Duration SEEN = Duration.ofSeconds(2);

    private final Book book;
    private final byte[] authorization;
    private final JournalFile journal;
    private final Clock clock;

    OrderGateway(Book book, String token, JournalFile journal, Clock clock) {
        this.book = book;
        this.authorization = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
        this.journal = journal;
        this.clock = clock;
    }

    void openOn(HttpEndpoint http) {
        http.on("PUT", "/gateway/fence/(.+)", call -> guarded(call, () -> fence(call)));
        http.on("GET", "/gateway/fence/(.+)", call -> guarded(call, this::fence));
        http.on("GET", "/gateway/holdings/(.+)", call -> guarded(call, this::holdings));
        http.on(
                "GET",
                "/gateway/activity/(.+)",
                call -> Reply.ok(
                        Json.object().put("seen", book.lastOrder().plus(SEEN).isAfter(clock.instant()))));
    }

    private Reply fence(Call call) throws IOException {
        long epoch = call.body().path("lowestEpoch").asLong();
        book.fence(epoch);
        journal.append("fenced", Json.object().put("engine", call.argument(1)).put("lowestEpoch", epoch));
        return fence();
    }

    private Reply fence() {
        return Reply.ok(Json.object().put("lowestEpoch", book.lowestEpoch()));
    }

    private Reply holdings() {
        String account = book.reconcile();
        ObjectNode positions = Json.object();
        book.positions(account).forEach(positions::put);
        ObjectNode holdings = Json.object().put("account", account).put("balance", book.balance(account));
        holdings.set("positions", positions);
        return Reply.ok(holdings.put("unsettled", 0));
    }

    private Reply guarded(Call call, Answer answer) throws IOException {
        byte[] given = call.header("Authorization").getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(authorization, given) ? answer.reply() : Reply.error(401, "show the token");
    }

    private interface Answer {
        Reply reply() throws IOException;
    }
}
