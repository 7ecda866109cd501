package io.lifeboat.catalog;

import java.util.regex.PatternSyntaxException;
import org.safere.Pattern;

/**
 * Regular expressions are compiled by the engine that runs them later, whose time is linear in the text: no pattern and
 * no log line can hang a service. It has no look-around and no back-references.
 */
final class Regexes {

    private Regexes() {}

    static void check(Entry regex, Problems problems) {
        try {
            Pattern.compile(regex.text());
        } catch (PatternSyntaxException e) {
            regex.problem(
                    problems,
                    "'" + regex.text() + "' is no regular expression that runs in linear time: " + e.getDescription());
        }
    }
}
