package io.lifeboat.catalog;

import java.time.Duration;

/** Durations as the field writes them: {@code 500ms, 10s, 5m, 1h, 30d}. */
final class Durations {

    private Durations() {}

    /** The schema has checked the form. */
    static Duration parse(String text) {
        int unit = 0;
        while (Character.isDigit(text.charAt(unit))) {
            unit++;
        }
        long amount = Long.parseLong(text.substring(0, unit));
        return switch (text.substring(unit)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            case "d" -> Duration.ofDays(amount);
            default -> throw new IllegalArgumentException("no duration: " + text);
        };
    }
}
