/** Asking the bot again and again, and what the answers amount to. */
@NullMarked
package io.lifeboat.detector.probe;

import org.jspecify.annotations.NullMarked;
