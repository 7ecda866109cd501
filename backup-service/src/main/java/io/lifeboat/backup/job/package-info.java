/** Snapshots that are to be taken or verified, whoever asked: kept, worked off one after another, and answered. */
@NullMarked
package io.lifeboat.backup.job;

import org.jspecify.annotations.NullMarked;
