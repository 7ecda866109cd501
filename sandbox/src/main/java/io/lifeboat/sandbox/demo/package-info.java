/** Breaks the bot, watches the recovery on the topics, and reports it. */
@NullMarked
package io.lifeboat.sandbox.demo;

import org.jspecify.annotations.NullMarked;
