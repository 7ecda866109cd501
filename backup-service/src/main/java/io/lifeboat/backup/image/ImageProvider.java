package io.lifeboat.backup.image;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Who takes images of one server, and keeps them. */
interface ImageProvider {

    /** For a person: who, and where. */
    String name();

    /**
     * Begins an image, and does not wait for it. Asked again by the same request it is the same image, whatever has become
     * of it, with the tags that it was begun with: those of a snapshot that a crash may have cut short.
     *
     * @throws NotListedYetException if it was begun, and the provider does not find it yet
     */
    Begun start(ImageTags tags) throws IOException;

    State state(String id) throws IOException;

    /** Every image of the component that was begun, whatever has become of it; also what is left of deleted ones. */
    List<Found> list(String component) throws IOException;

    /** Notes at the image, and at all that it consists of, that its snapshot is committed. */
    void confirm(String id) throws IOException;

    /** What is gone already is no mistake. */
    void delete(String id) throws IOException;

    /** How a person has it restored, in a few words. */
    String restore(String id);

    /** @param id the provider's */
    record Begun(String id, ImageTags tags) {}

    sealed interface State {

        record Pending(int percent) implements State {}

        /** @param lock what keeps it from being deleted, in the provider's words; {@code none} if nothing does */
        record Completed(String lock) implements State {}

        record Failed(String reason) implements State {}

        /** There is no such image, or not yet, or not any more. */
        record Gone() implements State {}
    }

    /** @param confirmed whether its snapshot was once seen to be committed */
    record Found(String id, ImageTags tags, boolean confirmed, Instant startedAt) {}
}
