package io.lifeboat.recovery.incident;

import io.lifeboat.event.Evidence;
import io.lifeboat.event.FailureEvent.ScenarioDetected;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
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

    /** The newest detection that is known. */
    @Column(name = "seen_at")
    Instant seenAt;

    @Column(name = "opened_at")
    Instant openedAt;

    @Column(name = "recovered_at")
    @Nullable
    Instant recoveredAt;

    /** When the detector has seen the failure go, though nothing has verified that. */
    @Column(name = "cleared_at")
    @Nullable
    Instant clearedAt;

    /** Whether it was opened as one of many: it stays open while the failure comes and goes. */
    boolean flaps;

    @Column(name = "closed_at")
    @Nullable
    Instant closedAt;

    @Column(name = "rto_seconds")
    @Nullable
    Long rtoSeconds;

    @Column(name = "warned_percent")
    int warnedPercent;

    /** The roles that were paged and have not heard yet that it is over. Separated by commas. */
    @Column(name = "paged_roles")
    String pagedRoles = "";

    /** JSON, a list of {@code Evidence}. */
    @Column(name = "evidence")
    String evidenceJson;

    /** What the JSON says, once it was read: a flood asks for it again and again. */
    @Transient
    private List<Evidence> evidence = List.of();

    @Transient
    @Nullable
    private String readFrom;

    @Version
    long version;

    static IncidentEntity of(UUID id, ScenarioDetected failure, Instant now, @Nullable Duration rto) {
        IncidentEntity incident = new IncidentEntity();
        incident.id = id;
        incident.scenario = failure.scenario();
        incident.component = failure.component();
        incident.target = failure.target();
        incident.detectedAt = failure.detectedAt();
        incident.seenAt = failure.detectedAt();
        incident.openedAt = now;
        incident.rtoSeconds = rto == null ? null : rto.toSeconds();
        incident.evidence(failure.evidence());
        return incident;
    }

    Situation.OpenIncident asOpen() {
        return new Situation.OpenIncident(state, seenAt, clearedAt, flaps);
    }

    /** The same failure is detected again. */
    void seen(Instant at) {
        if (at.isAfter(seenAt)) {
            seenAt = at;
        }
        if (clearedAt != null && at.isAfter(clearedAt)) {
            clearedAt = null;
        }
    }

    List<Evidence> evidence() {
        if (!evidenceJson.equals(readFrom)) {
            evidence = List.copyOf(EvidenceJson.read(evidenceJson));
            readFrom = evidenceJson;
        }
        return evidence;
    }

    void evidence(List<Evidence> all) {
        evidenceJson = EvidenceJson.write(all);
    }

    @Nullable
    Duration rto() {
        return rtoSeconds == null ? null : Duration.ofSeconds(rtoSeconds);
    }

    /** Percentages of the objective that are spent, and of which nobody was told. */
    List<Integer> warningsDue(Instant now) {
        Duration target = rto();
        return target == null ? List.of() : RtoClock.due(detectedAt, target, warnedPercent, now);
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

    void told(String role) {
        Set<String> roles = paged();
        roles.remove(role);
        pagedRoles = String.join(",", roles);
    }
}
