package io.lifeboat.sandbox.broker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;

/**
 * What a client asks for.
 *
 * @param clientOrderId the client's own name for it: asked for twice, it is executed once
 * @param epoch under which authority the client trades
 * @param lots 1 lot is 100,000 of the symbol's first currency
 */
record OrderRequest(String clientOrderId, String account, long epoch, String symbol, Side side, BigDecimal lots) {

    enum Side {
        BUY,
        SELL
    }

    /** @throws IllegalArgumentException saying what is missing or wrong */
    static OrderRequest from(ObjectNode json) {
        String id = json.path("clientOrderId").asText();
        if (id.isEmpty()) {
            throw new IllegalArgumentException("an order needs a clientOrderId");
        }
        BigDecimal lots;
        Side side;
        try {
            lots = new BigDecimal(json.path("lots").asText());
            side = Side.valueOf(json.path("side").asText());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("lots must be a number and side BUY or SELL", e);
        }
        return new OrderRequest(
                id,
                json.path("account").asText(),
                json.path("epoch").asLong(),
                json.path("symbol").asText(),
                side,
                lots);
    }

    BigDecimal signedLots() {
        return side == Side.BUY ? lots : lots.negate();
    }
}
