package io.lifeboat.event;

/**
 * A topic of the house.
 *
 * @param carries the one family of events that is allowed on it
 * @param compacted whether only the newest event of a key is kept (otherwise all are, for the broker's retention)
 */
public record Topic(String name, Class<? extends Event> carries, int partitions, boolean compacted) {

    /** Where an event of this topic goes that a consumer can't take, with the reason in its headers. */
    public String deadLetter() {
        return name + ".dlq";
    }
}
