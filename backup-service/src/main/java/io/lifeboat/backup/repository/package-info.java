/** Where snapshots lie: a folder or a bucket, behind one port. A snapshot is written once, becomes visible with its manifest, and is never changed. */
@NullMarked
package io.lifeboat.backup.repository;

import org.jspecify.annotations.NullMarked;
