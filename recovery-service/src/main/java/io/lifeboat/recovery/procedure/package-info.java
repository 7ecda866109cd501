/** What is next in a run: decided from the procedure and what has been attempted so far, and from nothing else. */
@NullMarked
package io.lifeboat.recovery.procedure;

import org.jspecify.annotations.NullMarked;
