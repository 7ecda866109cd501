/** Whole lives of incidents, seen from the topics and over REST. */
@NullMarked
package io.lifeboat.recovery.lifecycle;

import org.jspecify.annotations.NullMarked;
