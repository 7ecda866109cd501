package io.lifeboat.backup.pack;

import java.util.List;

/**
 * A finished pack.
 *
 * @param name the SHA-256 of its bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and up to 64 MiB that nobody changes
public record Pack(Hash name, byte[] bytes, List<FrameEntry> frames) {

    public Pack {
        frames = List.copyOf(frames);
    }
}
