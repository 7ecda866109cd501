package io.lifeboat.recovery.incident;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "incident")
@SuppressWarnings("NullAway.Init")
class IncidentEntity {

    @Id
    UUID id;

    String scenario;
    String component;
    String target;

    @Enumerated(EnumType.STRING)
    IncidentState state;

    @Column(name = "detected_at")
    Instant detectedAt;

    @Column(name = "opened_at")
    Instant openedAt;

    @Column(name = "recovered_at")
    @Nullable
    Instant recoveredAt;

    @Column(name = "closed_at")
    @Nullable
    Instant closedAt;

    @Column(name = "rto_seconds")
    @Nullable
    Long rtoSeconds;

    @Column(name = "warned_percent")
    int warnedPercent;

    /** Separated by commas. */
    @Column(name = "paged_roles")
    String pagedRoles = "";

    /** JSON, a list of {@code Evidence}. */
    String evidence;

    @Version
    long version;

    @Nullable
    Duration rto() {
        return rtoSeconds == null ? null : Duration.ofSeconds(rtoSeconds);
    }

    Set<String> paged() {
        Set<String> roles = new LinkedHashSet<>(Arrays.asList(pagedRoles.split(",")));
        roles.remove("");
        return roles;
    }

    void paged(String role) {
        Set<String> roles = paged();
        roles.add(role);
        pagedRoles = String.join(",", roles);
    }
}
