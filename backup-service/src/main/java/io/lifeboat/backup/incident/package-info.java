/** Open incidents hold what they need of the backups: placed when they open, released some time after they are closed. */
@NullMarked
package io.lifeboat.backup.incident;

import org.jspecify.annotations.NullMarked;
