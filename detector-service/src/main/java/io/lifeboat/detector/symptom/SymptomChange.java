package io.lifeboat.detector.symptom;

import java.time.Instant;

/** One source's word on one symptom has changed. */
public sealed interface SymptomChange {

    String symptom();

    String source();

    /** @param since when it began, which is before it was certain */
    record Raised(String symptom, String source, Instant since, String detail) implements SymptomChange {}

    record Cleared(String symptom, String source) implements SymptomChange {}
}
