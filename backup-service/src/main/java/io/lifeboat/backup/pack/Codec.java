package io.lifeboat.backup.pack;

/** How a frame's plain bytes became its payload, before they were encrypted. The number is what stands in the repository. */
public enum Codec {
    /** As they are: they do not get smaller. */
    STORED(0),
    ZSTD(1);

    private final int number;

    Codec(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static Codec of(int number) throws DamagedException {
        for (Codec codec : values()) {
            if (codec.number == number) {
                return codec;
            }
        }
        throw new DamagedException("a frame of the unknown codec " + number);
    }
}
