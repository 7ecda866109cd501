package io.lifeboat.backup.store;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Objects by key. An object is whole or not there, and once created it is never changed, but by {@link #replace}.
 *
 * <p>Implementations are used by many threads and processes, wait no longer than their own time-outs, and begin every
 * exception's message with their {@link #name}. An object is held in memory whole: keep it at 64 MiB or less.
 */
public interface ObjectStore {

    /** The catalog's id of this place, such as {@code local}. */
    String name();

    /**
     * Creates an object, durably. May be called again after a failure whose outcome nobody knows.
     *
     * @throws ObjectExistsException if something else lies there already; nothing is changed then
     */
    Put create(String key, byte[] bytes) throws IOException;

    /** The bytes with the tag that {@link #replace} wants; none if there is no such object. Fails if the body is cut short. */
    Optional<Stored> get(String key) throws IOException;

    /**
     * The SHA-256 in hex of the bytes that {@link #get} would give now: all of them are read. For who has no use for them,
     * so that they need not be held.
     */
    default Optional<String> sha256(String key) throws IOException {
        return get(key).map(stored -> Tags.of(stored.bytes()));
    }

    /** @throws IOException if there is no such object, or it ends before {@code offset + length} */
    byte[] range(String key, long offset, int length) throws IOException;

    Optional<Head> head(String key) throws IOException;

    /**
     * One page of keys that begin with the prefix, in order.
     *
     * @param after the last key of the page before
     */
    Page list(String prefix, @Nullable String after) throws IOException;

    /** No error if there is no such object. May refuse what a retention lock holds. */
    void delete(String key) throws IOException;

    /**
     * Puts other bytes in an object's place if it still is what {@code tag} was read from.
     *
     * @return the new tag; none if somebody else was faster, or the object is gone
     */
    Optional<String> replace(String key, byte[] bytes, String tag) throws IOException;

    /**
     * From now on the object can't be removed or changed before that, by nobody. Never shortens what holds it already.
     * Nothing happens where the store has no such lock.
     *
     * @throws IOException if there is no such object, or the lock is refused
     */
    default void lock(String key, Instant until) throws IOException {
        // A store without locks.
    }

    /** Until when the object can't be removed; none if it can, or if there is no such object. */
    default Optional<Instant> lockedUntil(String key) throws IOException {
        return Optional.empty();
    }

    /** Whether it has locks at all: where it has, what is created is locked from the first moment. */
    default boolean hasLocks() throws IOException {
        return false;
    }

    /** Whether this call made the object, or found these very bytes there. What was found, the caller should read before it relies on it. */
    enum Put {
        CREATED,
        FOUND
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared, and not copied because it may have 64 MiB
    record Stored(byte[] bytes, String tag) {}

    /** @param modified by the store's own clock */
    record Head(String key, long size, Instant modified) {}

    /** @param more whether to ask again with the last key */
    record Page(List<Head> objects, boolean more) {

        public Page {
            objects = List.copyOf(objects);
        }
    }
}
