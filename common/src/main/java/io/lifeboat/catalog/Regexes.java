package io.lifeboat.catalog;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

final class Regexes {

    private Regexes() {}

    static @Nullable String check(Entry holder, String key, Problems problems) {
        String text = holder.textOrNull(key);
        if (text != null) {
            try {
                Pattern.compile(text);
            } catch (PatternSyntaxException e) {
                problems.add(
                        holder.document(),
                        holder.pointer() + "/" + key,
                        "'" + text + "' is no regular expression: " + e.getDescription());
            }
        }
        return text;
    }
}
