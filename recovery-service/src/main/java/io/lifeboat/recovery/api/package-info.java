/** What operators ask over REST. */
@NullMarked
package io.lifeboat.recovery.api;

import org.jspecify.annotations.NullMarked;
