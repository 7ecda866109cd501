/** How far the copy of files is behind that a standby keeps. */
@NullMarked
package io.lifeboat.backup.standby;

import org.jspecify.annotations.NullMarked;
