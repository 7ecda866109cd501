/** PostgreSQL as a source of snapshots and as what they are restored to: the backup protocol, the pages, the WAL. */
@NullMarked
package io.lifeboat.backup.database;

import org.jspecify.annotations.NullMarked;
