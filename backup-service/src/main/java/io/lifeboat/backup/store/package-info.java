/** Objects by key: a folder or a bucket behind one port. What the repository is built on; knows nothing of packs or snapshots. */
@NullMarked
package io.lifeboat.backup.store;

import org.jspecify.annotations.NullMarked;
