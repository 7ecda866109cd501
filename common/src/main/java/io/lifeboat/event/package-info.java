/** What crosses between the services: the topics, the events on them and their form on the wire. */
@NullMarked
package io.lifeboat.event;

import org.jspecify.annotations.NullMarked;
