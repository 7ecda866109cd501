/** What is seen now, by whom and since when: written by probes and logs, read by the judge. */
@NullMarked
package io.lifeboat.detector.symptom;

import org.jspecify.annotations.NullMarked;
