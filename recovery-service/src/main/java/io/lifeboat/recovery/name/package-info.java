/** Names of the bot in the DNS. */
@NullMarked
package io.lifeboat.recovery.name;

import org.jspecify.annotations.NullMarked;
