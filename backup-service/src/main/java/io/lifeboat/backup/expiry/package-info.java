/** Removes from the repositories what no rule keeps: planned, explained, marked, and only after a time of grace gone. */
@NullMarked
package io.lifeboat.backup.expiry;

import org.jspecify.annotations.NullMarked;
