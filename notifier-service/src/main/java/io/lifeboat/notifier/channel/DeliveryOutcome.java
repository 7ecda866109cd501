package io.lifeboat.notifier.channel;

/** What became of one attempt. */
public sealed interface DeliveryOutcome {

    /**
     * The provider has taken it on.
     *
     * @param receipt what it said, or how it can be found there
     */
    record Accepted(String receipt) implements DeliveryOutcome {}

    /**
     * It was not taken, or nobody knows: then it may arrive twice, under the same ids.
     *
     * @param retryable whether the same message could be taken later
     * @param reason what and where, without secrets: a webhook's URL may be one
     */
    record Refused(boolean retryable, String reason) implements DeliveryOutcome {}
}
