package io.lifeboat.recovery.action;

import io.lifeboat.catalog.SecretRef;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Secrets, resolved at the last moment and remembered only so that what an act says can be cleaned of them: whatever goes
 * on the record passes {@link #redact}.
 */
@ApplicationScoped
public class Secrets {

    /** A shorter one would turn ordinary words into stars, and is no secret. */
    private static final int SHORTEST = 6;

    private final Set<String> known = ConcurrentHashMap.newKeySet();

    /** @throws IOException naming the reference, never its value */
    public String resolve(SecretRef reference) throws IOException {
        String value = reference.resolve(System.getenv()).strip();
        if (value.length() >= SHORTEST) {
            known.add(value);
        }
        return value;
    }

    /** Secrets, resolved elsewhere, that must not show either. */
    Map<String, String> environment() {
        return System.getenv();
    }

    public String redact(String text) {
        String clean = text;
        for (String secret : known) {
            clean = clean.replace(secret, "***");
        }
        return clean;
    }
}
