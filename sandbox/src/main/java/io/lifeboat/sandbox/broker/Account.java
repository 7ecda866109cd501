package io.lifeboat.sandbox.broker;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A trading account. Not thread-safe: the {@link Book} guards it. */
final class Account {

    private static final BigDecimal COMMISSION_PER_LOT = new BigDecimal("7.00");

    private final String key;
    private final TreeMap<String, BigDecimal> positions = new TreeMap<>();
    private final Set<String> refusedTerminals = new HashSet<>();
    private BigDecimal balance;
    private boolean enabled = true;
    private boolean keyValid = true;

    Account(String key, BigDecimal balance) {
        this.key = key;
        this.balance = balance;
    }

    void enable(boolean value) {
        enabled = value;
    }

    void keyValid(boolean value) {
        keyValid = value;
    }

    void refuse(String terminal) {
        refusedTerminals.add(terminal);
    }

    void refuseNobody() {
        refusedTerminals.clear();
    }

    /** Why a terminal may not use the account now; empty if it may. */
    String objection(String terminal) {
        if (!enabled) {
            return "account disabled";
        }
        if (!keyValid) {
            return "key revoked";
        }
        return refusedTerminals.contains(terminal) ? "session is stale, start the terminal anew" : "";
    }

    boolean opensWith(String offered) {
        return key.equals(offered);
    }

    void execute(Order order) {
        positions.merge(order.request().symbol(), order.request().signedLots(), BigDecimal::add);
        balance = balance.subtract(COMMISSION_PER_LOT.multiply(order.request().lots()));
    }

    Map<String, BigDecimal> positions() {
        return new TreeMap<>(positions);
    }

    BigDecimal balance() {
        return balance;
    }
}
