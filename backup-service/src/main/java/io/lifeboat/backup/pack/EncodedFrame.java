package io.lifeboat.backup.pack;

/**
 * A frame as it lies in a pack.
 *
 * @param pageSums 8 bytes for each page of a {@link FrameKind#PAGES} frame, see {@link PageSums}; empty for any other
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and up to 16 MiB that nobody changes
public record EncodedFrame(FrameHeader header, byte[] payload, byte[] pageSums) {

    public int size() {
        return FrameHeader.SIZE + payload.length;
    }
}
