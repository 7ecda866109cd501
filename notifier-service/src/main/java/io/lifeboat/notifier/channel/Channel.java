package io.lifeboat.notifier.channel;

/**
 * A way to a person. An implementation may be called from many threads at once, returns within the configured
 * {@code send-timeout}, throws nothing for what a server or a network does, and may be given the same message several
 * times: it then sends it again under the same ids, so that the receiver can tell.
 */
public interface Channel {

    ChannelId id();

    /** Whether pages are meant to go this way. What is not configured accepts nothing. */
    boolean configured();

    DeliveryOutcome deliver(Message message);
}
