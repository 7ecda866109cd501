package io.lifeboat.recovery.action;

import io.fabric8.kubernetes.api.model.Secret;
import io.lifeboat.catalog.SecretRef;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
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
    private final Cluster cluster;

    public Secrets() {
        this(new Cluster());
    }

    Secrets(Cluster cluster) {
        this.cluster = cluster;
    }

    /** @throws IOException naming the reference, never its value */
    public String resolve(SecretRef reference) throws IOException {
        String value = (reference.scheme() == SecretRef.Scheme.KUBERNETES
                        ? ofCluster(reference)
                        : reference.resolve(System.getenv()))
                .strip();
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

    private String ofCluster(SecretRef reference) throws IOException {
        List<String> at = List.of(reference.locator().split("/", 3));
        try {
            Secret secret = cluster.call(client ->
                    client.secrets().inNamespace(at.get(0)).withName(at.get(1)).get());
            if (secret == null) {
                throw new IOException("there is no such secret");
            }
            String value = secret.getData() == null ? null : secret.getData().get(at.get(2));
            if (value == null) {
                throw new IOException("the secret has no key '" + at.get(2) + "'");
            }
            return new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(reference + " can't be read: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(reference + " was not read");
        }
    }
}
