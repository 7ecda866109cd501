package io.lifeboat.backup.pack;

/**
 * A frame in a pack.
 *
 * @param offset of its header, in bytes from the pack's beginning
 * @param pageSums see {@link EncodedFrame}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record FrameEntry(int offset, FrameHeader header, byte[] pageSums) {}
