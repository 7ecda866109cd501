package io.lifeboat.backup.wal;

import java.time.Instant;

/**
 * A piece where it lies.
 *
 * @param key of the object
 * @param size of the object in bytes
 * @param modified by the store's clock
 */
record StoredPiece(WalPiece piece, WalKey.Parsed name, String key, long size, Instant modified) {}
