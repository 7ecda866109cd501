package io.lifeboat.backup.repository;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.lifeboat.backup.pack.FrameHeader;
import io.lifeboat.backup.pack.Hash;

/**
 * Where a frame lies that a snapshot needs.
 *
 * @param pack index in the manifest's packs
 * @param offset of the frame's header in the pack
 * @param stored length of the payload
 * @param plain length of what it holds
 * @param dictionary index of the frame that it is decompressed with, or {@link #NONE}; always a lower one than its own
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
@JsonPropertyOrder({"pack", "offset", "stored", "plain", "id", "dictionary"})
public record FrameRef(int pack, int offset, int stored, int plain, Hash id, int dictionary) {

    public static final int NONE = -1;

    /** With its header. */
    public int size() {
        return FrameHeader.SIZE + stored;
    }
}
