package io.lifeboat.catalog;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A failure scenario of the plan.
 *
 * @param title as the plan writes it
 * @param symptoms as the plan writes them
 * @param needs every one must be met
 * @param supportedBy symptoms that are added to the evidence, but not needed
 * @param contradictedBy symptoms that rule the scenario out
 * @param sustained how long its needs must be met before it is detected
 * @param absorbs scenarios that are part of this one when both are there
 * @param procedure none while the plan's procedure has no steps in the catalog: then the scenario is never detected
 */
public record Scenario(
        String id,
        String title,
        String component,
        List<String> symptoms,
        List<Need> needs,
        List<String> supportedBy,
        List<String> contradictedBy,
        Duration sustained,
        List<String> absorbs,
        @Nullable String procedure) {

    public Scenario {
        symptoms = List.copyOf(symptoms);
        needs = List.copyOf(needs);
        supportedBy = List.copyOf(supportedBy);
        contradictedBy = List.copyOf(contradictedBy);
        absorbs = List.copyOf(absorbs);
    }

    /**
     * Met if one of the symptoms is seen from enough places.
     *
     * @param vantagePoints from how many different places one symptom must be seen
     */
    public record Need(List<String> anyOf, int vantagePoints) {
        public Need {
            anyOf = List.copyOf(anyOf);
        }
    }
}
