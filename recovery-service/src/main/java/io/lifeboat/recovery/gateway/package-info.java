/** The order gateway: what checks the epoch of every order, and knows what the broker holds. */
@NullMarked
package io.lifeboat.recovery.gateway;

import org.jspecify.annotations.NullMarked;
