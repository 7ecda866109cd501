/** The daily snapshot, once a day across all replicas. */
@NullMarked
package io.lifeboat.backup.schedule;

import org.jspecify.annotations.NullMarked;
