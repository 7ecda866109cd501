package io.lifeboat.event;

import java.time.Instant;

/** What one vantage point sees of one symptom now. Compacted: the newest word of each vantage point stays. */
public record Observation(String vantage, String symptom, String source, boolean present, Instant since, String detail)
        implements Event {

    @Override
    public String key() {
        return vantage + "/" + symptom;
    }
}
