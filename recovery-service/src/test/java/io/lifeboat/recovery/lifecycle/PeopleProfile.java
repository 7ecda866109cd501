package io.lifeboat.recovery.lifecycle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** As {@link LifecycleProfile}, with people who have names and roles: one of each role, whose token is the role's name. */
public class PeopleProfile extends LifecycleProfile {

    static final List<String> ROLES = List.of("viewer", "operator", "approver", "admin");

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> config = new HashMap<>(super.getConfigOverrides());
        try {
            Path folder = Files.createTempDirectory(Path.of("target"), "people-");
            Files.writeString(
                    folder.resolve("people"),
                    ROLES.stream()
                            .map(role -> "the-" + role + " " + role + " " + digest(role + "-token"))
                            .collect(Collectors.joining("\n")));
            config.put("lifeboat.recovery.people", folder.resolve("people").toString());
            config.put("lifeboat.recovery.state", folder.resolve("state").toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return config;
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(IdentityProvider.class));
    }

    private static String digest(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
