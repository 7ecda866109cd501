package io.lifeboat.backup.pack;

/** What a frame's plain bytes are. The number is what stands in the repository. */
public enum FrameKind {
    /** A part of a file, or several small files one after the other. */
    CONTENT(1),
    /** Whole pages of a database; the pack's footer has a sum of each. */
    PAGES(2);

    private final int number;

    FrameKind(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static FrameKind of(int number) throws DamagedException {
        for (FrameKind kind : values()) {
            if (kind.number == number) {
                return kind;
            }
        }
        throw new DamagedException("a frame of the unknown kind " + number);
    }
}
