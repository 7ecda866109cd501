package io.lifeboat.recovery.gateway;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Whether broker and engine hold the same. */
public sealed interface Reconciliation {

    record Agrees(String words) implements Reconciliation {}

    /** @param differences a line each */
    record Differs(List<String> differences) implements Reconciliation {
        public Differs {
            differences = List.copyOf(differences);
        }
    }

    /** @param tolerance in lots, for each position */
    static Reconciliation of(Holdings broker, Holdings engine, BigDecimal tolerance) {
        List<String> differences = new ArrayList<>();
        if (!broker.account().equals(engine.account())) {
            differences.add("the broker reports account " + broker.account() + ", the engine " + engine.account());
        }
        TreeSet<String> symbols = new TreeSet<>(broker.positions().keySet());
        symbols.addAll(engine.positions().keySet());
        for (String symbol : symbols) {
            BigDecimal there = broker.positions().getOrDefault(symbol, BigDecimal.ZERO);
            BigDecimal here = engine.positions().getOrDefault(symbol, BigDecimal.ZERO);
            if (there.subtract(here).abs().compareTo(tolerance) > 0) {
                differences.add(symbol + ": the broker holds " + there.toPlainString() + " lots, the engine "
                        + here.toPlainString());
            }
        }
        if (broker.balance().compareTo(engine.balance()) != 0) {
            differences.add("balance: the broker says " + broker.balance().toPlainString() + ", the engine "
                    + engine.balance().toPlainString());
        }
        if (broker.unsettled() + engine.unsettled() > 0) {
            differences.add((broker.unsettled() + engine.unsettled()) + " orders are not settled yet");
        }
        return differences.isEmpty()
                ? new Agrees(symbols.size() + " positions and the balance of "
                        + broker.balance().toPlainString() + " agree, and no order is open")
                : new Differs(differences);
    }
}
