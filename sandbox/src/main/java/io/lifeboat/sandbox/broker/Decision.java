package io.lifeboat.sandbox.broker;

/** What became of an order. */
sealed interface Decision {

    /** @param repeated whether it was accepted before under the same client order id, and is not executed again */
    record Accepted(Order order, boolean repeated) implements Decision {}

    record Refused(String reason) implements Decision {}
}
