/** The write-ahead log of a PostgreSQL server, received while it is written, and kept in every place for a restore to any instant. */
@NullMarked
package io.lifeboat.backup.wal;

import org.jspecify.annotations.NullMarked;
