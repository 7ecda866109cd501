package io.lifeboat.sandbox.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What clients show: void as soon as the secret in the file is another, and not to be had while the file is empty. */
public final class Tokens {

    private static final String HMAC = "HmacSHA256";

    private final Path secret;

    public Tokens(Path secret) {
        this.secret = secret;
    }

    /** None while all credentials are revoked. */
    public Optional<String> of(String client) throws IOException {
        String text = Files.exists(secret) ? Files.readString(secret).strip() : "";
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), HMAC));
            return Optional.of(HexFormat.of().formatHex(mac.doFinal(client.getBytes(StandardCharsets.UTF_8))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + HMAC, e);
        }
    }

    boolean good(String client, String token) throws IOException {
        return of(client)
                .filter(right -> MessageDigest.isEqual(
                        right.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8)))
                .isPresent();
    }
}
