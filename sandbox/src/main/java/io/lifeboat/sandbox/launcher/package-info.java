/** The command line of {@code ./lifeboat}. */
@NullMarked
package io.lifeboat.sandbox.launcher;

import org.jspecify.annotations.NullMarked;
