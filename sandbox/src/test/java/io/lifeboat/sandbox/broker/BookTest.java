package io.lifeboat.sandbox.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BookTest {

    private static final Instant NOW = Instant.parse("2025-04-11T12:00:00Z");
    private static final BigDecimal PRICE = new BigDecimal("1.10000");

    private final Book book = new Book(Map.of(
            "primary", new Account("key-1", new BigDecimal("10000.00")),
            "backup", new Account("key-2", new BigDecimal("10000.00"))));

    @Test
    void shouldExecuteAnOrderOnceThatComesTwice() {
        // given
        Decision first = order("a", 1);

        // when
        Decision second = order("a", 1);

        // then
        assertThat(first)
                .isInstanceOfSatisfying(
                        Decision.Accepted.class, a -> assertThat(a.repeated()).isFalse());
        assertThat(second)
                .isInstanceOfSatisfying(
                        Decision.Accepted.class, a -> assertThat(a.repeated()).isTrue());
        assertThat(book.orders()).hasSize(1);
        assertThat(book.positions("primary")).containsEntry("EURUSD", new BigDecimal("0.01"));
    }

    @Test
    void shouldRefuseALowerEpoch() {
        // given
        order("a", 2);

        // when
        Decision late = order("b", 1);

        // then
        assertThat(late).isEqualTo(new Decision.Refused("epoch 1 is over, 2 trades"));
        assertThat(book.rejected()).isEqualTo(1);
        assertThat(EpochJudge.overlaps(book.orders())).isZero();
    }

    @Test
    void shouldNotRaiseTheEpochByARefusedOrder() {
        // given
        book.change("backup", account -> account.enable(false));
        book.order(request("a", "backup", 9), "t", PRICE, NOW);

        // when
        Decision decision = order("b", 1);

        // then
        assertThat(decision).isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void shouldRefuseADisabledAccountAndTakeTheOther() {
        // given
        book.change("primary", account -> account.enable(false));

        // when
        Decision decision = order("a", 1);

        // then
        assertThat(decision).isEqualTo(new Decision.Refused("account disabled"));
        assertThat(book.login("primary", "key-1", "t")).isEqualTo("account disabled");
        assertThat(book.login("backup", "key-2", "t")).isEmpty();
    }

    @Test
    void shouldAcceptAgainWhatIsEnabledAgain() {
        // given
        book.change("primary", account -> account.enable(false));
        book.change("primary", account -> account.enable(true));

        // when
        Decision decision = order("a", 1);

        // then
        assertThat(decision).isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void shouldRefuseARevokedKey() {
        // given
        book.change("primary", account -> account.keyValid(false));

        // when
        Decision decision = order("a", 1);

        // then
        assertThat(decision).isEqualTo(new Decision.Refused("key revoked"));
        assertThat(book.login("primary", "key-1", "t")).isEqualTo("key revoked");
    }

    @Test
    void shouldRefuseOnlyTheStaleTerminal() {
        // given
        book.change("primary", account -> account.refuse("old"));

        // when
        String old = book.login("primary", "key-1", "old");
        String restarted = book.login("primary", "key-1", "new");

        // then
        assertThat(old).startsWith("session is stale");
        assertThat(restarted).isEmpty();
    }

    @Test
    void shouldRefuseAWrongKeyAndAnUnknownAccount() {
        assertThat(book.login("primary", "wrong", "t")).isEqualTo("unknown account or wrong key");
        assertThat(book.login("nobody", "key-1", "t")).isEqualTo("unknown account or wrong key");
    }

    @Test
    void shouldNeverPlaceAnOrderThatWasSettledAsNotPlaced() {
        // given
        assertThat(book.settle("late")).isEmpty();

        // when
        Decision decision = order("late", 1);

        // then
        assertThat(decision).isEqualTo(new Decision.Refused("settled as never placed"));
    }

    @Test
    void shouldSettleAPlacedOrderWithItsFill() {
        // given
        order("a", 1);

        // when
        var settled = book.settle("a");

        // then
        assertThat(settled)
                .hasValueSatisfying(order -> assertThat(order.price()).isEqualTo(PRICE));
    }

    @Test
    void shouldJudgeOverlapsByWhatWasAcceptedAndNotByTheRule() {
        // given
        List<Order> accepted = List.of(accepted(1, 1), accepted(2, 2), accepted(3, 1), accepted(4, 1), accepted(5, 3));

        // when
        long overlaps = EpochJudge.overlaps(accepted);

        // then
        assertThat(overlaps).isEqualTo(2);
    }

    private Decision order(String id, long epoch) {
        return book.order(request(id, "primary", epoch), "t", PRICE, NOW);
    }

    private static Order accepted(long number, long epoch) {
        return new Order(number, request("order-" + number, "primary", epoch), PRICE, NOW);
    }

    private static OrderRequest request(String id, String account, long epoch) {
        return new OrderRequest(id, account, epoch, "EURUSD", OrderRequest.Side.BUY, new BigDecimal("0.01"));
    }
}
