package io.lifeboat.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a secret is, never the secret: {@code env:NAME} or {@code file:/path}. Resolved at the last moment by whoever
 * uses it, and not kept.
 */
public record SecretRef(Scheme scheme, String locator) {

    public enum Scheme {
        ENV,
        FILE
    }

    /** @throws IllegalArgumentException if the text is no reference, with what one looks like */
    public static SecretRef parse(String text) {
        if (text.startsWith("env:") && text.length() > 4) {
            return new SecretRef(Scheme.ENV, text.substring(4));
        }
        if (text.startsWith("file:") && text.length() > 5) {
            return new SecretRef(Scheme.FILE, text.substring(5));
        }
        throw new IllegalArgumentException("a secret is a reference: env:NAME or file:/path");
    }

    /** @throws IOException naming the reference, if there is nothing behind it */
    public String resolve(Map<String, String> environment) throws IOException {
        return switch (scheme) {
            case ENV -> {
                String value = environment.get(locator);
                if (value == null) {
                    throw new IOException("the environment variable " + locator + " is not set");
                }
                yield value;
            }
            case FILE -> Files.readString(Path.of(locator));
        };
    }

    @Override
    public String toString() {
        return (scheme == Scheme.ENV ? "env:" : "file:") + locator;
    }
}
