/** What the bot's processes share: how they are started, how they end with their parent, and how they talk. */
@NullMarked
package io.lifeboat.sandbox.process;

import org.jspecify.annotations.NullMarked;
