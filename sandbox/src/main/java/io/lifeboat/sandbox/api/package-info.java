/** The bot's API server. */
@NullMarked
package io.lifeboat.sandbox.api;

import org.jspecify.annotations.NullMarked;
