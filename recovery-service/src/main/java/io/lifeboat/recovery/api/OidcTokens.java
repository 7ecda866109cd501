package io.lifeboat.recovery.api;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.TimeoutException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** The OpenID Connect provider that {@code QUARKUS_OIDC_…} names; its roles that are none of ours count for nothing. */
@ApplicationScoped
class OidcTokens implements SignedTokens {

    private static final Logger LOG = Logger.getLogger(OidcTokens.class);

    /** The provider's keys may have to be fetched. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final CurrentIdentityAssociation current;
    private final boolean used;

    OidcTokens(
            CurrentIdentityAssociation current,
            @ConfigProperty(name = "quarkus.oidc.tenant-enabled", defaultValue = "false") boolean used) {
        this.current = current;
        this.used = used;
    }

    @Override
    public boolean used() {
        return used;
    }

    @Override
    public Optional<Person> shown() {
        if (!used) {
            return Optional.empty();
        }
        try {
            SecurityIdentity identity = current.getDeferredIdentity().await().atMost(PATIENCE);
            return identity.isAnonymous() ? Optional.empty() : Optional.of(person(identity));
        } catch (AuthenticationFailedException e) {
            LOG.infof("a token is not taken: %s", e.getMessage());
            return Optional.empty();
        } catch (TimeoutException e) {
            LOG.warn("the OpenID Connect provider does not answer: its tokens are not taken");
            return Optional.empty();
        }
    }

    private static Person person(SecurityIdentity identity) {
        Set<Role> roles = Arrays.stream(Role.values())
                .filter(role -> identity.getRoles().contains(role.name().toLowerCase(Locale.ROOT)))
                .collect(Collectors.toSet());
        return new Person(identity.getPrincipal().getName(), roles);
    }
}
