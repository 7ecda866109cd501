/** The keys of a repository: who can open it, and what its frames are encrypted with. */
@NullMarked
package io.lifeboat.backup.key;

import org.jspecify.annotations.NullMarked;
