package io.lifeboat.detector.logs;

import io.lifeboat.catalog.Host;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A log's file on one day. Without a date in its name it is the same file every day. */
record LogPath(Host host, String file) {

    private static final Pattern DATE = Pattern.compile("\\{([^}]+)}");

    Path on(LocalDate day) {
        return host.resolve(
                DATE.matcher(file).replaceAll(found -> Matcher.quoteReplacement(format(found.group(1), day))));
    }

    boolean dated() {
        return DATE.matcher(file).find();
    }

    private String format(String pattern, LocalDate day) {
        try {
            return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(day);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + pattern + "' in " + file + " is no date pattern", e);
        }
    }
}
