package io.lifeboat.catalog;

import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;

/**
 * A log of the bot that the detector follows.
 *
 * @param file an absolute path on the host; {@code {yyyyMMdd}} in it is today's date (UTC), for a log with a new name each day
 */
public record LogSource(
        String id, String component, String host, String file, Charset charset, List<LogSymptom> symptoms) {

    public LogSource {
        symptoms = List.copyOf(symptoms);
    }

    /** A symptom that lines, or their absence, mean. */
    public sealed interface LogSymptom {

        String symptom();

        /** The regular expression that is looked for in each line. */
        String pattern();
    }

    /** Present while {@code atLeast} lines of the last {@code within} match. */
    public record Matches(String symptom, String pattern, int atLeast, Duration within) implements LogSymptom {}

    /** Present while no line has matched for this long, counted from the first line that ever did. */
    public record Absent(String symptom, String pattern, Duration duration) implements LogSymptom {}
}
