/** A machine of the bot: SSH, a supervisor, and the plan's scripts. */
@NullMarked
package io.lifeboat.sandbox.host;

import org.jspecify.annotations.NullMarked;
