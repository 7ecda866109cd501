/** Asking the bot: the detector does it all the time, the recovery service within a step, and both must mean the same. */
@NullMarked
package io.lifeboat.probe;

import org.jspecify.annotations.NullMarked;
