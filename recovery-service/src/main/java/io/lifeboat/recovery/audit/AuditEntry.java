package io.lifeboat.recovery.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the audit.
 *
 * @param previous the hash of the entry before it, in hex; none for what is older than the chain
 * @param hash over all the rest, in hex
 */
public record AuditEntry(
        long id,
        UUID incident,
        Instant at,
        String type,
        String body,
        @Nullable String previous,
        @Nullable String hash) {

    private static final DateTimeFormatter MICROSECONDS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** What the hash must be, as the migration defines it. */
    String expected() {
        String text =
                String.join("\n", String.valueOf(previous), incident.toString(), MICROSECONDS.format(at), type, body);
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
