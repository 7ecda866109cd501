package io.lifeboat.recovery.timeline;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class TimelineRows implements PanacheRepository<TimelineEntity> {

    List<TimelineEntity> of(UUID incident) {
        return list("incident = ?1 order by id", incident);
    }
}
