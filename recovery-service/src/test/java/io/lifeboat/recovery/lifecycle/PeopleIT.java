package io.lifeboat.recovery.lifecycle;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.lifeboat.testing.StackResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.smallrye.jwt.build.Jwt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may do what, by a token of their own or by one of an identity provider. */
@QuarkusTest
@TestProfile(PeopleProfile.class)
@QuarkusTestResource(StackResource.class)
class PeopleIT {

    private static final String NOBODY = "nobody";
    private static final UUID UNKNOWN = new UUID(0, 0);

    /** Every endpoint with the role that it needs, and a body that does nothing. */
    private static final Map<String, Endpoint> ENDPOINTS = Map.ofEntries(
            Map.entry("GET /api/v1/incidents", new Endpoint("viewer", "")),
            Map.entry("GET /api/v1/incidents/{id}", new Endpoint("viewer", "")),
            Map.entry("GET /api/v1/incidents/{id}/report", new Endpoint("viewer", "")),
            Map.entry("GET /api/v1/runs/{run}", new Endpoint("viewer", "")),
            Map.entry("GET /api/v1/audit", new Endpoint("viewer", "")),
            Map.entry("GET /api/v1/halts/{part}", new Endpoint("viewer", "")),
            Map.entry("GET /api/v1/procedures/{id}/plan", new Endpoint("viewer", "")),
            Map.entry("GET /api/v1/modes/lowered", new Endpoint("viewer", "")),
            Map.entry("POST /api/v1/modes/wrong-calls/{incident}", new Endpoint("operator", "{}")),
            Map.entry("POST /api/v1/modes/lowered/{procedure}/{target}/raise", new Endpoint("approver", "{}")),
            Map.entry("POST /api/v1/incidents/{id}/checklist/{item}", new Endpoint("operator", "{}")),
            Map.entry("POST /api/v1/procedures/{id}/runs", new Endpoint("operator", "{}")),
            Map.entry("POST /api/v1/runs/{run}/abort", new Endpoint("operator", "{}")),
            Map.entry("POST /api/v1/runs/{run}/steps/{step}/answer", new Endpoint("operator", "{}")),
            Map.entry("PUT /api/v1/halts/{part}", new Endpoint("operator", "{}")),
            Map.entry("POST /api/v1/runs/{run}/steps/{step}/approval", new Endpoint("approver", "{}")),
            Map.entry("DELETE /api/v1/halts/{part}", new Endpoint("approver", "")));

    private record Endpoint(String needs, String body) {

        boolean isFor(String role) {
            return role.equals("admin") || role.equals(needs) || (needs.equals("viewer") && !role.equals(NOBODY));
        }
    }

    static Stream<Arguments> endpointsAndRoles() {
        return ENDPOINTS.keySet().stream()
                .sorted()
                .flatMap(endpoint -> Stream.concat(Stream.of(NOBODY), PeopleProfile.ROLES.stream())
                        .map(role -> Arguments.of(endpoint, role)));
    }

    @ParameterizedTest(name = "{0} by {1}")
    @MethodSource("endpointsAndRoles")
    void shouldLetEachRoleDoItsOwnAndNothingElse(String name, String role) {
        // given
        Endpoint endpoint = Objects.requireNonNull(ENDPOINTS.get(name));

        // when
        int status = ask(name, endpoint.body(), role.equals(NOBODY) ? null : role + "-token")
                .statusCode();

        // then
        if (role.equals(NOBODY)) {
            assertThat(status).isEqualTo(401);
        } else if (endpoint.isFor(role)) {
            assertThat(status).isNotIn(401, 403).isLessThan(500);
        } else {
            assertThat(status).isEqualTo(403);
        }
    }

    /** An endpoint that is added without a role would be found by nobody else. */
    @Test
    void shouldHaveEveryEndpointInThatTable() {
        // when
        Map<String, Map<String, Object>> paths = given().accept("application/json")
                .get("/q/openapi?format=json")
                .jsonPath()
                .getMap("paths");

        // then
        Set<String> documented = new TreeSet<>();
        paths.forEach((path, methods) -> methods.keySet().stream()
                .filter(method ->
                        Set.of("get", "put", "post", "delete", "patch").contains(method))
                .forEach(method -> documented.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path)));
        assertThat(documented).isEqualTo(new TreeSet<>(ENDPOINTS.keySet()));
    }

    @Test
    void shouldShowItsHealthAndItsMetricsToEverybody() {
        for (String open : List.of("/q/health/live", "/q/health/ready", "/q/metrics")) {
            given().get(open).then().statusCode(200);
        }
    }

    @Test
    void shouldTakeTheNameAndTheRolesOfASignedToken() {
        // when
        bearer(signed("operator", "engineer"))
                .body("{\"reason\": \"a freeze\", \"by\": \"somebody else\"}")
                .put("/api/v1/halts/automation")
                .then()
                .statusCode(200)
                .body("reason", equalTo("a freeze (ada@example.com)"));

        // then
        bearer(signed("operator")).delete("/api/v1/halts/automation").then().statusCode(403);
        bearer(signed("viewer"))
                .get("/api/v1/halts/automation")
                .then()
                .statusCode(200)
                .body("halted", equalTo(true));
        bearer(signed("engineer")).get("/api/v1/halts/automation").then().statusCode(403);
        bearer(signed("approver"))
                .delete("/api/v1/halts/automation")
                .then()
                .statusCode(200)
                .body("halted", equalTo(false));
    }

    static Stream<Arguments> badTokens() throws Exception {
        PrivateKey foreign = IdentityProvider.keys().getPrivate();
        String good = signed("admin");
        String[] parts = good.split("\\.");
        return Stream.of(
                Arguments.of(
                        "signed by another key",
                        token("admin").jws().keyId(IdentityProvider.KEY_ID).sign(foreign)),
                Arguments.of(
                        "of another key's name",
                        token("admin").jws().keyId("another").sign(foreign)),
                Arguments.of(
                        "expired",
                        token("admin")
                                .expiresIn(Duration.ofMinutes(-5))
                                .jws()
                                .keyId(IdentityProvider.KEY_ID)
                                .sign(key())),
                Arguments.of(
                        "of another issuer",
                        token("admin")
                                .issuer("https://elsewhere")
                                .jws()
                                .keyId(IdentityProvider.KEY_ID)
                                .sign(key())),
                Arguments.of("without its signature", parts[0] + "." + parts[1] + "."),
                Arguments.of("no token at all", "a.b.c"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTokens")
    void shouldKnowNobodyByABadToken(String what, String token) {
        bearer(token).get("/api/v1/incidents").then().statusCode(401).body("problem", containsString("token"));
    }

    @Test
    void shouldTakeTheSharedTokenFromWhoSaysWhoTheyAre() {
        bearer(LifecycleProfile.TOKEN).get("/api/v1/incidents").then().statusCode(200);
        bearer(LifecycleProfile.TOKEN)
                .body("{\"reason\": \"a freeze\"}")
                .put("/api/v1/halts/automation")
                .then()
                .statusCode(400);
    }

    private static Response ask(String endpoint, String body, @Nullable String token) {
        String[] words = endpoint.split(" ");
        String path = words[1].replace("{part}", "automation")
                .replace("{item}", "1")
                .replaceAll("procedures/\\{id}", "procedures/none")
                .replace("{step}", "none")
                .replace("{procedure}", "none")
                .replace("{target}", "none")
                .replaceAll("\\{(id|run|incident)}", UNKNOWN.toString());
        RequestSpecification request = given().contentType("application/json");
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (!body.isEmpty()) {
            request.body(body);
        }
        return request.request(words[0], path);
    }

    private static RequestSpecification bearer(String token) {
        return given().header("Authorization", "Bearer " + token).contentType("application/json");
    }

    private static String signed(String... groups) {
        return token(groups).jws().keyId(IdentityProvider.KEY_ID).sign(key());
    }

    private static io.smallrye.jwt.build.JwtClaimsBuilder token(String... groups) {
        return Jwt.issuer(ConfigProvider.getConfig().getValue(IdentityProvider.ISSUER, String.class))
                .upn("ada@example.com")
                .groups(Set.of(groups));
    }

    private static PrivateKey key() {
        try {
            byte[] bytes = Files.readAllBytes(
                    Path.of(ConfigProvider.getConfig().getValue(IdentityProvider.SIGNING_KEY, String.class)));
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(bytes));
        } catch (java.io.IOException | java.security.GeneralSecurityException e) {
            throw new IllegalStateException("the provider's key can't be read", e);
        }
    }
}
