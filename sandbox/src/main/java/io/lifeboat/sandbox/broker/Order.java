package io.lifeboat.sandbox.broker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lifeboat.sandbox.process.Json;
import java.math.BigDecimal;
import java.time.Instant;

/** An order that was accepted, which is filled at once. */
record Order(long number, OrderRequest request, BigDecimal price, Instant at) {

    ObjectNode json() {
        return Json.object()
                .put("number", number)
                .put("clientOrderId", request.clientOrderId())
                .put("account", request.account())
                .put("epoch", request.epoch())
                .put("symbol", request.symbol())
                .put("side", request.side().name())
                .put("lots", request.lots())
                .put("price", price)
                .put("at", at.toString());
    }
}
