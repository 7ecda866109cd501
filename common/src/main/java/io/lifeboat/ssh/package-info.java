/** Commands on the bot's hosts. Host keys are always verified; an unknown one means refuse. */
@NullMarked
package io.lifeboat.ssh;

import org.jspecify.annotations.NullMarked;
