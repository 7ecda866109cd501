package io.lifeboat.recovery.execution;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class AttemptRows implements PanacheRepository<AttemptEntity> {

    List<AttemptEntity> of(UUID run) {
        return list("run = ?1 order by id", run);
    }

    /** Of any of these runs, each run's in the order of their start. */
    List<AttemptEntity> of(List<UUID> anyOf) {
        return anyOf.isEmpty() ? List.of() : list("run in ?1 order by id", anyOf);
    }

    Optional<AttemptEntity> of(UUID run, String step, int pass, int number) {
        return find("run = ?1 and step = ?2 and pass = ?3 and number = ?4", run, step, pass, number)
                .firstResultOptional();
    }

    Optional<AttemptEntity> waiting(UUID run, String step) {
        return find(
                        "run = ?1 and step = ?2 and state = ?3",
                        run,
                        step,
                        io.lifeboat.recovery.procedure.AttemptState.WAITING)
                .firstResultOptional();
    }
}
