/** The copy of the primary's trading state that a standby keeps, for the case that it must go on from there. */
@NullMarked
package io.lifeboat.sandbox.state;

import org.jspecify.annotations.NullMarked;
