/** The kill switches: machines may set them, only people clear them. */
@NullMarked
package io.lifeboat.recovery.halt;

import org.jspecify.annotations.NullMarked;
