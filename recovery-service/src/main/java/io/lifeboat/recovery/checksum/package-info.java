/** SHA-256 of a host's files, as they were when it was well and as they are. */
@NullMarked
package io.lifeboat.recovery.checksum;

import org.jspecify.annotations.NullMarked;
