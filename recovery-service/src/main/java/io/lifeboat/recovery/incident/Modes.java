package io.lifeboat.recovery.incident;

import io.lifeboat.event.IncidentEvent;
import io.lifeboat.recovery.execution.Runs;
import io.lifeboat.recovery.timeline.Timeline;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Which procedures ask first on which targets, though the plan lets them run by themselves: after a bad call, until a person raises them again. */
@ApplicationScoped
public class Modes {

    /** @param incident after which it was lowered */
    public record Lowered(String procedure, String target, UUID incident, String reason, Instant at) {}

    private final EntityManager entities;
    private final IncidentRows incidents;
    private final Runs runs;
    private final Timeline timeline;
    private final Clock clock;

    Modes(EntityManager entities, IncidentRows incidents, Runs runs, Timeline timeline, Clock clock) {
        this.entities = entities;
        this.incidents = incidents;
        this.runs = runs;
        this.timeline = timeline;
        this.clock = clock;
    }

    @Transactional
    public List<Lowered> all() {
        return rows("order by at", List.of());
    }

    /** Within the caller's transaction. */
    Optional<Lowered> of(String procedure, String target) {
        return rows("where procedure = ?1 and target = ?2", List.of(procedure, target)).stream()
                .findFirst();
    }

    /** Within the caller's transaction, which has locked the incident. What is lowered already stays so, for its first reason. */
    void apply(ModeDecision decision, UUID incident, String procedure, String target) {
        if (decision instanceof ModeDecision.Lower lower) {
            Instant now = clock.instant();
            int fresh = entities.createNativeQuery("insert into lowered_mode (procedure, target, incident, reason, at)"
                            + " values (?1, ?2, ?3, ?4, ?5) on conflict do nothing")
                    .setParameter(1, procedure)
                    .setParameter(2, target)
                    .setParameter(3, incident)
                    .setParameter(4, lower.reason())
                    .setParameter(5, now)
                    .executeUpdate();
            if (fresh == 1) {
                timeline.append(
                        new IncidentEvent.ModeChanged(incident, procedure, target, "approve", lower.reason(), now));
            }
        }
    }

    /**
     * A person says that an incident's run should not have been, or not so.
     *
     * @return false if there is no such incident, or nothing ran for it
     */
    @Transactional
    public boolean calledWrong(UUID incident, String by, String note) {
        return incidents
                .lock(incident)
                .flatMap(locked -> runs.newest(incident))
                .map(run -> {
                    apply(ModeDecision.calledWrong(run.mode(), by, note), incident, run.procedure(), run.target());
                    return true;
                })
                .orElse(false);
    }

    /** Only for a person. False if it is not lowered. */
    @Transactional
    public boolean raise(String procedure, String target, String by, String note) {
        Optional<Lowered> lowered = of(procedure, target);
        lowered.flatMap(one -> incidents.lock(one.incident())).ifPresent(incident -> {
            entities.createNativeQuery("delete from lowered_mode where procedure = ?1 and target = ?2")
                    .setParameter(1, procedure)
                    .setParameter(2, target)
                    .executeUpdate();
            timeline.append(new IncidentEvent.ModeChanged(
                    incident.id, procedure, target, "auto", "raised by " + by + ": " + note, clock.instant()));
        });
        return lowered.isPresent();
    }

    private List<Lowered> rows(String where, List<String> values) {
        var query = entities.createNativeQuery(
                "select procedure, target, incident, reason, at from lowered_mode " + where, Object[].class);
        for (int i = 0; i < values.size(); i++) {
            query.setParameter(i + 1, values.get(i));
        }
        List<?> found = query.getResultList();
        return found.stream()
                .map(Object[].class::cast)
                .map(row ->
                        new Lowered((String) row[0], (String) row[1], (UUID) row[2], (String) row[3], (Instant) row[4]))
                .toList();
    }
}
