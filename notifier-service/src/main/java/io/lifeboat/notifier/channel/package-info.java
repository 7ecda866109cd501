/** The ways to a person: each takes a message and says what became of it, and knows nothing of retries. */
@NullMarked
package io.lifeboat.notifier.channel;

import org.jspecify.annotations.NullMarked;
