/** What has happened to an incident, for good: the topic forgets, this does not. */
@NullMarked
package io.lifeboat.recovery.timeline;

import org.jspecify.annotations.NullMarked;
