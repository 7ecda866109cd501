package io.lifeboat.detector.scenario;

import io.lifeboat.detector.scenario.ScenarioState.Open;

/** What the judge says of one scenario, always with the reason. */
sealed interface Verdict {

    String scenario();

    Reason reason();

    enum Reason {
        /** Every need is met, for long enough. */
        NEEDS_MET,
        /** At least one need is not met. */
        NEED_NOT_MET,
        /** A symptom is there that rules it out. */
        CONTRADICTED,
        /** It has no needs or no procedure: only a person can declare it. */
        NOT_DETECTABLE,
        /** Its needs are met, but not for long enough. */
        NOT_SUSTAINED,
        /** A wider scenario, of which it is a part, is there or may be in a moment. */
        ABSORBED,
        /** It rests on other evidence than before. */
        OTHER_EVIDENCE,
        /** It is there, and on the record already. */
        KNOWN,
        /** The detector reaches none of its references: it is cut off itself. */
        CUT_OFF,
        /** The catalog no longer has it. */
        NOT_IN_CATALOG
    }

    record Detected(String scenario, Reason reason, Open open) implements Verdict {}

    record Changed(String scenario, Reason reason, Open open) implements Verdict {}

    /** @param open as it was */
    record Cleared(String scenario, Reason reason, Open open) implements Verdict {}

    record Nothing(String scenario, Reason reason) implements Verdict {}
}
