/** The MT5 connector: the bot's one session with the broker. */
@NullMarked
package io.lifeboat.sandbox.connector;

import org.jspecify.annotations.NullMarked;
