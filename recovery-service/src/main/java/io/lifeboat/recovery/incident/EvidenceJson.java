package io.lifeboat.recovery.incident;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.lifeboat.event.EventCodec;
import io.lifeboat.event.Evidence;
import java.util.List;

final class EvidenceJson {

    private EvidenceJson() {}

    static String write(List<Evidence> evidence) {
        try {
            return EventCodec.JSON.writeValueAsString(evidence);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("can't keep the evidence", e);
        }
    }

    static List<Evidence> read(String json) {
        try {
            return EventCodec.JSON.readValue(json, new TypeReference<List<Evidence>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the evidence can't be read: " + e.getOriginalMessage(), e);
        }
    }
}
