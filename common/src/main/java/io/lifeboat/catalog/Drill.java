package io.lifeboat.catalog;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A scheduled test of the plan. */
public record Drill(
        String id,
        String title,
        Frequency frequency,
        String team,
        @Nullable LocalDate lastTested) {

    public enum Frequency {
        WEEKLY,
        BI_WEEKLY,
        MONTHLY,
        QUARTERLY
    }
}
