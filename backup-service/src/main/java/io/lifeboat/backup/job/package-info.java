/** What is to be done to snapshots, whoever asked: kept, worked off lane by lane, and answered. */
@NullMarked
package io.lifeboat.backup.job;

import org.jspecify.annotations.NullMarked;
