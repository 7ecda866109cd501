/** The intent to deliver a page on a channel, until the channel has accepted it. */
@NullMarked
package io.lifeboat.notifier.delivery;

import org.jspecify.annotations.NullMarked;
