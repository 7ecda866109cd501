package io.lifeboat.backup.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What repositories are opened with, and whether a new one is encrypted.
 *
 * @param key none if nobody has said where it is
 * @param off whether somebody has said that new repositories are not encrypted
 */
public record Encryption(@Nullable KeySource key, boolean off) {

    public static final String KEY = "LIFEBOAT_BACKUP_KEY";
    public static final String SWITCH = "LIFEBOAT_BACKUP_ENCRYPTION";

    /** So that a device or a dump that is named by mistake is not read to its end. */
    private static final int LONGEST_FILE = 1 << 16;

    /**
     * As it is configured. What is not understood is not repeated in the message: it may be the secret itself.
     *
     * @param key {@code file:/path} of a key file, or {@code env:NAME} of a variable that holds a passphrase
     * @param encryption {@code on} or {@code off}
     * @throws IllegalArgumentException naming the setting and what it should be
     */
    public static Encryption of(@Nullable String key, @Nullable String encryption, Map<String, String> environment) {
        String set = encryption == null ? "on" : encryption;
        if (!set.equals("on") && !set.equals("off")) {
            throw new IllegalArgumentException(SWITCH + " is neither on nor off");
        }
        return new Encryption(key == null || key.isBlank() ? null : source(KEY, key, environment), set.equals("off"));
    }

    /** @param setting what to name in a message */
    public static KeySource source(String setting, String reference, Map<String, String> environment) {
        if (reference.startsWith("env:") && reference.length() > 4) {
            String name = reference.substring(4);
            String passphrase = environment.get(name);
            if (passphrase == null || passphrase.isEmpty()) {
                throw new IllegalArgumentException(setting + ": the environment variable " + name + " is not set");
            }
            return new KeySource.Passphrase(passphrase.getBytes(UTF_8));
        }
        if (reference.startsWith("file:/")) {
            return file(setting, Path.of(reference.substring("file:".length())));
        }
        throw new IllegalArgumentException(setting + " is neither file:/path of a key file nor env:NAME of a variable");
    }

    private static KeySource file(String setting, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LONGEST_FILE + 1);
            if (bytes.length > LONGEST_FILE) {
                throw new IllegalArgumentException(setting + ": " + file + " is too large for a key file");
            }
            return new KeySource.File(bytes);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "%s: can't read the key file %s: %s"
                            .formatted(setting, file, e.getClass().getSimpleName()),
                    e);
        }
    }
}
