package io.lifeboat.recovery.api;

import io.lifeboat.recovery.RecoveryConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets those in who show a token. One that the file of people knows is that person's, one that an identity provider has signed
 * is that of whom it names; the operator token is shared, and whoever shows it says who they are. Where nothing is set, nobody
 * may change anything. Reading is free until people have names of their own: a shared token says nothing of who may look.
 */
@ApplicationScoped
class OperatorGate {

    private static final String BEARER = "Bearer ";

    private final Optional<String> token;
    private final Optional<PersonFile> people;
    private final SignedTokens signed;

    OperatorGate(RecoveryConfig config, SignedTokens signed) {
        this.signed = signed;
        this.token = config.operatorToken().filter(text -> !text.isBlank());
        this.people = config.people().map(file -> {
            try {
                return PersonFile.read(file);
            } catch (IOException e) {
                throw new UncheckedIOException("LIFEBOAT_RECOVERY_PEOPLE can't be used: " + e.getMessage(), e);
            }
        });
    }

    /**
     * @param by who it is, where the token does not say it
     * @throws ClientErrorException 401 without a token that is known, 403 where it lacks the role
     */
    Person check(@Nullable String authorization, Role role, @Nullable String by) {
        return checked(person(authorization, by), role);
    }

    /**
     * For what changes nothing.
     *
     * @throws ClientErrorException 401 without a token that is known, 403 where it gives no role, once people have names of their own
     */
    void checkReader(@Nullable String authorization) {
        if (people.isPresent() || signed.used()) {
            checked(person(authorization, "a reader"), Role.VIEWER);
        }
    }

    /** The people whose names are known here. None of an identity provider's are. */
    List<Person> known() {
        return people.map(PersonFile::people).orElse(List.of());
    }

    /** Whether somebody may act whose name is not known here beforehand: by the shared token, or an identity provider's. */
    boolean takesOthers() {
        return token.isPresent() || signed.used();
    }

    private static Person checked(Person person, Role role) {
        if (!person.may(role)) {
            throw new ClientErrorException(
                    person.name() + " may not do this: it needs the role "
                            + role.name().toLowerCase(Locale.ROOT),
                    Status.FORBIDDEN);
        }
        return person;
    }

    private Person person(@Nullable String authorization, @Nullable String by) {
        if (token.isEmpty() && people.isEmpty() && !signed.used()) {
            throw new ClientErrorException(
                    "nobody may change anything here: set LIFEBOAT_RECOVERY_OPERATOR_TOKEN or LIFEBOAT_RECOVERY_PEOPLE where the service runs, and restart it",
                    Status.FORBIDDEN);
        }
        String given = authorization != null && authorization.startsWith(BEARER)
                ? authorization.substring(BEARER.length())
                : "";
        Optional<Person> known = people.flatMap(file -> file.of(given));
        if (known.isPresent()) {
            return known.get();
        }
        Optional<Person> named = given.isEmpty() ? Optional.empty() : signed.shown();
        if (named.isPresent()) {
            return named.get();
        }
        byte[] expected = token.orElse("").getBytes(StandardCharsets.UTF_8);
        if (token.isEmpty() || !MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8))) {
            throw new ClientErrorException(
                    "show the operator token, or one of your own: 'Authorization: Bearer …'", Status.UNAUTHORIZED);
        }
        if (by == null || by.isBlank()) {
            throw new BadRequestException("say who answers: \"by\"");
        }
        return new Person(by, Set.of(Role.OPERATOR, Role.APPROVER));
    }
}
