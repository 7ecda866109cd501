package io.lifeboat.backup.standby;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What is seen of one file of a tree.
 *
 * @param size of a file; 0 for what is none
 * @param modified by the clock of its own host
 * @param content the sum of a file whose copy has the same size, or where a link leads; none for all else
 */
record StateFile(
        Type type, long size, Instant modified, @Nullable String content) {

    enum Type {
        FILE,
        FOLDER,
        LINK,
        OTHER
    }

    StateFile with(@Nullable String sum) {
        return new StateFile(type, size, modified, sum);
    }

    /** Whether it is what the other one is. Who may read it and since when it is so, is not asked. */
    boolean sameAs(StateFile other) {
        return switch (type) {
            case FILE ->
                other.type == Type.FILE && size == other.size && content != null && content.equals(other.content);
            case LINK -> other.type == Type.LINK && content != null && content.equals(other.content);
            case FOLDER, OTHER -> type == other.type;
        };
    }

    /** Copies that keep times often keep no more than the seconds. */
    boolean sameTime(StateFile other) {
        return type == Type.FILE
                && modified.truncatedTo(ChronoUnit.SECONDS).equals(other.modified.truncatedTo(ChronoUnit.SECONDS));
    }

    /** Changes whenever it is written anew. */
    String version() {
        return type + " " + size + " " + modified + (type == Type.LINK ? " " + content : "");
    }
}
