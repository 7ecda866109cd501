package io.lifeboat.sandbox.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lifeboat.sandbox.process.Json;
import java.math.BigDecimal;
import java.time.Instant;

/** An order before it is sent. */
record NewOrder(String id, long epoch, String symbol, String side, BigDecimal lots, Instant at) {

    ObjectNode json() {
        return Json.object()
                .put("clientOrderId", id)
                .put("epoch", epoch)
                .put("symbol", symbol)
                .put("side", side)
                .put("lots", lots);
    }
}
