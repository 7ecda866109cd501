package io.lifeboat.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Where a secret is, never the secret: {@code env:NAME}, {@code file:/path} or {@code kubernetes:NAMESPACE/NAME/KEY}; for
 * an SSH key also {@code agent}. Resolved at the last moment by whoever uses it, and not kept.
 */
public record SecretRef(Scheme scheme, String locator) {

    public enum Scheme {
        ENV,
        FILE,
        /** Of a cluster, which only the recovery service asks. */
        KUBERNETES,
        /** The ssh-agent behind {@code SSH_AUTH_SOCK}, which signs and gives no key out. */
        AGENT
    }

    private static final SecretRef SSH_AGENT = new SecretRef(Scheme.AGENT, "");

    /** @throws IllegalArgumentException if the text is no reference, with what one looks like */
    public static SecretRef parse(String text) {
        if (text.startsWith("env:") && text.length() > 4) {
            return new SecretRef(Scheme.ENV, text.substring(4));
        }
        if (text.startsWith("file:") && text.length() > 5) {
            return new SecretRef(Scheme.FILE, text.substring(5));
        }
        if (text.matches("kubernetes:[^/]+/[^/]+/[^/]+")) {
            return new SecretRef(Scheme.KUBERNETES, text.substring("kubernetes:".length()));
        }
        throw new IllegalArgumentException(
                "a secret is a reference: env:NAME, file:/path or kubernetes:NAMESPACE/NAME/KEY");
    }

    /** Of an SSH key, which an agent may hold. */
    public static SecretRef parseKey(String text) {
        return text.equals("agent") ? SSH_AGENT : parse(text);
    }

    /** @throws IOException naming the reference, if there is nothing behind it or it can't be read in this way */
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
            case KUBERNETES ->
                throw new IOException(this + " is read by the recovery service alone:"
                        + " mount the secret here and write file:/path");
            case AGENT -> throw new IOException("an ssh-agent signs, and gives no key out");
        };
    }

    @Override
    public String toString() {
        return scheme == Scheme.AGENT ? "agent" : scheme.name().toLowerCase(Locale.ROOT) + ":" + locator;
    }
}
