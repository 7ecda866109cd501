/** Following the bot's logs, each line once, and what the lines amount to. */
@NullMarked
package io.lifeboat.detector.logs;

import org.jspecify.annotations.NullMarked;
