package io.lifeboat.sandbox.broker;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The rules of the broker, and every order. Does no I/O. Thread-safe. */
final class Book {

    private final Map<String, Account> accounts;
    private final Map<String, Order> orders = new LinkedHashMap<>();
    private final Set<String> voided = new HashSet<>();
    private long highestEpoch;
    private long lowestEpoch;
    private boolean reconciled = true;
    private long beforeReconciliation;
    private String tradedWith = "primary";
    private Instant lastOrder = Instant.EPOCH;
    private long rejected;

    Book(Map<String, Account> accounts) {
        this.accounts = Map.copyOf(accounts);
    }

    /** Why the terminal may not log in; empty if it may. */
    synchronized String login(String account, String key, String terminal) {
        Account found = accounts.get(account);
        if (found == null || !found.opensWith(key)) {
            return "unknown account or wrong key";
        }
        return found.objection(terminal);
    }

    synchronized Decision order(OrderRequest request, String terminal, BigDecimal price, Instant now) {
        Order known = orders.get(request.clientOrderId());
        if (known != null) {
            return new Decision.Accepted(known, true);
        }
        String objection = objection(request, terminal);
        if (!objection.isEmpty()) {
            rejected++;
            return new Decision.Refused(objection);
        }
        Order order = new Order(orders.size() + 1L, request, price, now);
        highestEpoch = request.epoch();
        tradedWith = request.account();
        lastOrder = now;
        if (!reconciled) {
            beforeReconciliation++;
        }
        orders.put(request.clientOrderId(), order);
        account(request.account()).execute(order);
        return new Decision.Accepted(order, false);
    }

    /**
     * The order of that id, or the promise that there will never be one: an order which is still under way under this id
     * is refused when it comes. So a client that does not know what became of an order gets an answer that stays true.
     */
    synchronized Optional<Order> settle(String clientOrderId) {
        Order known = orders.get(clientOrderId);
        if (known == null) {
            voided.add(clientOrderId);
        }
        return Optional.ofNullable(known);
    }

    /** @throws IllegalArgumentException if there is no such account */
    synchronized void change(String account, Consumer<Account> change) {
        change.accept(account(account));
    }

    synchronized Map<String, BigDecimal> positions(String account) {
        return account(account).positions();
    }

    synchronized BigDecimal balance(String account) {
        return account(account).balance();
    }

    /** Takes no order below this epoch any more. */
    synchronized void fence(long epoch) {
        if (epoch > lowestEpoch) {
            lowestEpoch = epoch;
            reconciled = false;
        }
    }

    synchronized long lowestEpoch() {
        return lowestEpoch;
    }

    /** The account that was traded with last. Whoever asks what it holds reconciles. */
    synchronized String reconcile() {
        reconciled = true;
        return tradedWith;
    }

    /** Orders that were accepted after a fence and before anybody had asked what the account holds. */
    synchronized long beforeReconciliation() {
        return beforeReconciliation;
    }

    synchronized Instant lastOrder() {
        return lastOrder;
    }

    synchronized List<Order> orders() {
        return List.copyOf(orders.values());
    }

    synchronized long rejected() {
        return rejected;
    }

    private String objection(OrderRequest request, String terminal) {
        Account account = accounts.get(request.account());
        if (account == null) {
            return "unknown account";
        }
        String objection = account.objection(terminal);
        if (!objection.isEmpty()) {
            return objection;
        }
        if (voided.contains(request.clientOrderId())) {
            return "settled as never placed";
        }
        if (request.epoch() < lowestEpoch) {
            return "epoch " + request.epoch() + " is fenced, " + lowestEpoch + " is the lowest";
        }
        if (request.epoch() < highestEpoch) {
            return "epoch " + request.epoch() + " is over, " + highestEpoch + " trades";
        }
        return request.lots().signum() > 0 ? "" : "lots must be more than 0";
    }

    private Account account(String name) {
        Account account = accounts.get(name);
        if (account == null) {
            throw new IllegalArgumentException("there is no account '" + name + "'");
        }
        return account;
    }
}
