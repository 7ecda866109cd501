/** From symptoms to the plan's failure scenarios. */
@NullMarked
package io.lifeboat.detector.scenario;

import org.jspecify.annotations.NullMarked;
