/** A copy of the bot's database that follows it by streaming, and when it may be made anew. */
@NullMarked
package io.lifeboat.sandbox.replica;

import org.jspecify.annotations.NullMarked;
