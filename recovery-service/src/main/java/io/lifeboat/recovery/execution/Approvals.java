package io.lifeboat.recovery.execution;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;

/** Who has approved what: a row each, which survives everything that a listener would not. Within the caller's transaction. */
@ApplicationScoped
class Approvals {

    private final EntityManager entities;
    private final Clock clock;

    Approvals(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /** False if this person has approved it before. */
    boolean add(RunEntity run, AttemptEntity attempt, String by, String note) {
        return entities.createNativeQuery("insert into approval"
                                + " (run, step, number, by_whom, approved, procedure_hash, note, at)"
                                + " values (?1, ?2, ?3, ?4, true, ?5, ?6, ?7) on conflict do nothing")
                        .setParameter(1, attempt.run)
                        .setParameter(2, attempt.step)
                        .setParameter(3, attempt.number)
                        .setParameter(4, by)
                        .setParameter(5, run.procedureHash)
                        .setParameter(6, note)
                        .setParameter(7, clock.instant())
                        .executeUpdate()
                == 1;
    }

    int count(AttemptEntity attempt) {
        return people(attempt).size();
    }

    String names(AttemptEntity attempt) {
        return people(attempt).stream().collect(Collectors.joining(", "));
    }

    private List<String> people(AttemptEntity attempt) {
        List<?> rows = entities.createNativeQuery(
                        "select by_whom from approval where run = ?1 and step = ?2 and number = ?3 order by id",
                        String.class)
                .setParameter(1, attempt.run)
                .setParameter(2, attempt.step)
                .setParameter(3, attempt.number)
                .getResultList();
        return rows.stream().map(String.class::cast).toList();
    }
}
