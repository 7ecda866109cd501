/** Events wait here, on disk, until Kafka has them. */
@NullMarked
package io.lifeboat.detector.spool;

import org.jspecify.annotations.NullMarked;
