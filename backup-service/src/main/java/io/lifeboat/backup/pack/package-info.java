/** The bytes of the repository: frames, and packs of them. docs/backup-format.md is the specification. */
@NullMarked
package io.lifeboat.backup.pack;

import org.jspecify.annotations.NullMarked;
