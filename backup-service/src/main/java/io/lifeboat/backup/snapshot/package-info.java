/** Snapshots of files and of running databases: read, encoded, written everywhere in one pass, proved, and put back. */
@NullMarked
package io.lifeboat.backup.snapshot;

import org.jspecify.annotations.NullMarked;
