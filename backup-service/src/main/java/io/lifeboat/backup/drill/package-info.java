/** Backups are restored beside what runs, to see whether that works, and how long it takes. */
@NullMarked
package io.lifeboat.backup.drill;

import org.jspecify.annotations.NullMarked;
