/** The snapshots that the plan wants by the hour and by the day, once each across all replicas. */
@NullMarked
package io.lifeboat.backup.schedule;

import org.jspecify.annotations.NullMarked;
