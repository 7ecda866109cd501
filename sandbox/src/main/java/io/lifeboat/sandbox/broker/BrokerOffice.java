package io.lifeboat.sandbox.broker;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.lifeboat.sandbox.process.HttpEndpoint;
import io.lifeboat.sandbox.process.HttpEndpoint.Call;
import io.lifeboat.sandbox.process.HttpEndpoint.Reply;
import io.lifeboat.sandbox.process.JournalFile;
import io.lifeboat.sandbox.process.Json;
import java.util.function.Consumer;

/** The broker's HTTP port: its state, every order, the verdict, and what only its staff may do. */
final class BrokerOffice {

    private final Book book;
    private final TradeServer trade;
    private final JournalFile journal;

    private final OrderGateway gateway;

    BrokerOffice(Book book, TradeServer trade, JournalFile journal, OrderGateway gateway) {
        this.book = book;
        this.trade = trade;
        this.journal = journal;
        this.gateway = gateway;
    }

    void openOn(HttpEndpoint http) {
        http.on("GET", "/status", call -> Reply.ok(Json.object().put("state", "open")));
        http.on("GET", "/orders", call -> orders());
        http.on("GET", "/verdict", call -> verdict());
        gateway.openOn(http);
        http.on("POST", "/admin/accounts/(.+)/disable", call -> change(call, "account-disabled", a -> a.enable(false)));
        http.on("POST", "/admin/accounts/(.+)/enable", call -> change(call, "account-enabled", a -> a.enable(true)));
        http.on("POST", "/admin/keys/(.+)/revoke", call -> change(call, "key-revoked", a -> a.keyValid(false)));
        http.on("POST", "/admin/keys/(.+)/restore", call -> change(call, "key-restored", a -> a.keyValid(true)));
        http.on(
                "POST",
                "/admin/sessions/(.+)/forgive",
                call -> change(call, "sessions-forgiven", Account::refuseNobody));
        http.on("POST", "/admin/connections/drop", this::drop);
    }

    private Reply orders() {
        ArrayNode orders = Json.array();
        book.orders().forEach(order -> orders.add(order.json()));
        return Reply.ok(Json.object().set("orders", orders));
    }

    private Reply verdict() {
        return Reply.ok(Json.object()
                .put("ordersAccepted", book.orders().size())
                .put("ordersRejected", book.rejected())
                .put("epochOverlaps", EpochJudge.overlaps(book.orders()))
                .put("ordersBetweenFenceAndReconcile", book.beforeReconciliation()));
    }

    private Reply change(Call call, String event, Consumer<Account> change) {
        String account = call.argument(1);
        try {
            book.change(account, change);
        } catch (IllegalArgumentException e) {
            return Reply.error(404, String.valueOf(e.getMessage()));
        }
        return done(event, account, 0);
    }

    private Reply drop(Call call) {
        String account = call.query("account");
        int dropped = trade.drop(account, Boolean.parseBoolean(call.query("stale")));
        return done("connections-dropped", account, dropped);
    }

    private Reply done(String event, String account, int connections) {
        var details = Json.object().put("account", account).put("connections", connections);
        return Reply.ok(Json.object()
                .put("at", journal.append(event, details).toString())
                .put("connections", connections));
    }
}
