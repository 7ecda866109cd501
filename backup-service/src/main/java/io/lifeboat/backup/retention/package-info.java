/** Which snapshots are kept, and why. Pure: whoever removes something asks here first. */
@NullMarked
package io.lifeboat.backup.retention;

import org.jspecify.annotations.NullMarked;
