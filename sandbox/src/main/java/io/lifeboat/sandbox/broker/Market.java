package io.lifeboat.sandbox.broker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lifeboat.sandbox.process.Json;
import io.lifeboat.sandbox.process.Latest;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Random;

/** The price of EURUSD, which wanders. */
final class Market {

    static final String SYMBOL = "EURUSD";
    private static final BigDecimal PIP = new BigDecimal("0.00010");

    private final Latest<ObjectNode> ticks = new Latest<>();
    private final Random random = new Random(20250411);
    private final Clock clock;
    private volatile BigDecimal bid = new BigDecimal("1.10000");

    Market(Clock clock) {
        this.clock = clock;
    }

    void tick() {
        bid = bid.add(PIP.multiply(BigDecimal.valueOf(random.nextInt(-3, 4))));
        ticks.publish(Json.object()
                .put("symbol", SYMBOL)
                .put("bid", bid)
                .put("ask", bid.add(PIP))
                .put("at", clock.instant().toString()));
    }

    BigDecimal priceFor(OrderRequest.Side side) {
        return side == OrderRequest.Side.BUY ? bid.add(PIP) : bid;
    }

    Latest<ObjectNode> ticks() {
        return ticks;
    }
}
