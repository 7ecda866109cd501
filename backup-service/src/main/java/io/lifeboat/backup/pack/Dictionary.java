package io.lifeboat.backup.pack;

/** The plain bytes of another frame, which zstd finds repetitions in. */
@SuppressWarnings("ArrayRecordComponent") // never compared, and large
public record Dictionary(Hash id, byte[] bytes) {}
