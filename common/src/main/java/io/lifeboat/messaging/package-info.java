/** Events in and out exactly once: the inbox, the outbox and its relay on PostgreSQL, and the way to Kafka. */
@NullMarked
package io.lifeboat.messaging;

import org.jspecify.annotations.NullMarked;
