package io.lifeboat.recovery.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lifeboat.recovery.RecoveryConfig;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorGateTest {

    @TempDir
    private Path folder;

    private Path people;

    @BeforeEach
    void write() throws IOException {
        people = folder.resolve("people");
        Files.writeString(
                people,
                "# who may do what\n\nada operator,approver " + digest("ada-token") + "\nbob viewer "
                        + digest("bob-token") + "\neve admin " + digest("eve-token") + "\n");
    }

    @ParameterizedTest
    @CsvSource({
        "ada-token, OPERATOR, true", "ada-token, APPROVER, true", "ada-token, ADMIN, false", "bob-token, VIEWER, true",
        "bob-token, OPERATOR, false", "bob-token, APPROVER, false", "eve-token, APPROVER, true",
                "ada-token, VIEWER, true"
    })
    void shouldLetAPersonDoWhatTheRoleAllows(String token, Role role, boolean may) {
        // given
        OperatorGate gate = gate(null, people);

        // then
        if (may) {
            assertThat(gate.check("Bearer " + token, role, "somebody else").name())
                    .isEqualTo(token.substring(0, 3));
        } else {
            assertThatThrownBy(() -> gate.check("Bearer " + token, role, null))
                    .isInstanceOfSatisfying(
                            ClientErrorException.class,
                            e -> assertThat(e.getResponse().getStatus()).isEqualTo(403));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer nobody", "Bearer ", "ada-token", "Basic YWRh", ""})
    void shouldKnowNobodyByAnotherToken(String authorization) {
        assertThatThrownBy(() -> gate("shared", people).check(authorization, Role.VIEWER, "Ada"))
                .isInstanceOfSatisfying(
                        ClientErrorException.class,
                        e -> assertThat(e.getResponse().getStatus()).isEqualTo(401));
    }

    @Test
    void shouldAskWhoShowsTheSharedToken() {
        // given
        OperatorGate gate = gate("shared", null);

        // then
        assertThatThrownBy(() -> gate.check("Bearer shared", Role.OPERATOR, " "))
                .isInstanceOf(BadRequestException.class);
        assertThat(gate.check("Bearer shared", Role.OPERATOR, "Ada").name()).isEqualTo("Ada");
    }

    @Test
    void shouldLetNobodyInWhereNothingIsSet() {
        assertThatThrownBy(() -> gate(null, null).check("Bearer ", Role.VIEWER, "Ada"))
                .hasMessageContaining("LIFEBOAT_RECOVERY_OPERATOR_TOKEN");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada operator",
                "ada operator 1234",
                "ada king 0000000000000000000000000000000000000000000000000000000000000000"
            })
    void shouldSayWhichLineIsNoPerson(String line) throws IOException {
        // given
        Files.writeString(people, "\n" + line + "\n");

        // then
        assertThatThrownBy(() -> gate(null, people)).hasMessageContaining("people:2");
    }

    @Test
    void shouldLetWhoeverAsksReadUntilPeopleHaveNames() {
        // given
        OperatorGate shared = gate("shared", null);
        OperatorGate named = gate("shared", people);

        // then
        assertThatCode(() -> shared.checkReader(null)).doesNotThrowAnyException();
        assertThatThrownBy(() -> named.checkReader(null))
                .isInstanceOfSatisfying(
                        ClientErrorException.class,
                        e -> assertThat(e.getResponse().getStatus()).isEqualTo(401));
        assertThatCode(() -> named.checkReader("Bearer bob-token")).doesNotThrowAnyException();
        assertThatCode(() -> named.checkReader("Bearer shared")).doesNotThrowAnyException();
    }

    @Test
    void shouldTakeWhomTheProviderNames() {
        // given
        OperatorGate gate =
                new OperatorGate(config(null, null), provider(new Person("ada@example.com", Set.of(Role.APPROVER))));

        // then
        assertThat(gate.check("Bearer a.b.c", Role.APPROVER, "somebody else").name())
                .isEqualTo("ada@example.com");
        assertThatThrownBy(() -> gate.check("Bearer a.b.c", Role.OPERATOR, null))
                .isInstanceOfSatisfying(
                        ClientErrorException.class,
                        e -> assertThat(e.getResponse().getStatus()).isEqualTo(403));
        assertThatThrownBy(() -> gate.check(null, Role.APPROVER, null))
                .isInstanceOfSatisfying(
                        ClientErrorException.class,
                        e -> assertThat(e.getResponse().getStatus()).isEqualTo(401));
    }

    @Test
    void shouldTakeAPersonsOwnTokenBesideAProvider() {
        // given
        OperatorGate gate = new OperatorGate(config("shared", people), provider(null));

        // then
        assertThat(gate.check("Bearer ada-token", Role.OPERATOR, null).name()).isEqualTo("ada");
        assertThat(gate.check("Bearer shared", Role.OPERATOR, "Bob").name()).isEqualTo("Bob");
        assertThatThrownBy(() -> gate.check("Bearer a.b.c", Role.VIEWER, null))
                .isInstanceOfSatisfying(
                        ClientErrorException.class,
                        e -> assertThat(e.getResponse().getStatus()).isEqualTo(401));
    }

    private static SignedTokens provider(@Nullable Person named) {
        return new SignedTokens() {
            @Override
            public boolean used() {
                return true;
            }

            @Override
            public Optional<Person> shown() {
                return Optional.ofNullable(named);
            }
        };
    }

    private static String digest(String token) {
        return PersonFile.hex(token);
    }

    private static OperatorGate gate(@Nullable String token, @Nullable Path people) {
        return new OperatorGate(config(token, people), new SignedTokens() {
            @Override
            public boolean used() {
                return false;
            }

            @Override
            public Optional<Person> shown() {
                return Optional.empty();
            }
        });
    }

    private static RecoveryConfig config(@Nullable String token, @Nullable Path people) {
        return new RecoveryConfig() {
            @Override
            public Optional<String> operatorToken() {
                return Optional.ofNullable(token);
            }

            @Override
            public Optional<Path> people() {
                return Optional.ofNullable(people);
            }

            @Override
            public Duration lease() {
                return Duration.ofSeconds(4);
            }

            @Override
            public Duration lookEvery() {
                return Duration.ofSeconds(1);
            }

            @Override
            public Duration verifyEvery() {
                return Duration.ofSeconds(1);
            }

            @Override
            public Path state() {
                return Path.of("target/state");
            }
        };
    }
}
