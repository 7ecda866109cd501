/** Disasters, end to end: real processes, real Kafka, real SSH, and a broker that judges. */
@NullMarked
package io.lifeboat.sandbox.disaster;

import org.jspecify.annotations.NullMarked;
