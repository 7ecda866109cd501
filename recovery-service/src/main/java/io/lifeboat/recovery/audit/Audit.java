package io.lifeboat.recovery.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Reads the whole audit and proves it. */
@ApplicationScoped
public class Audit {

    private static final int PAGE = 1_000;

    private final EntityManager entities;

    Audit(EntityManager entities) {
        this.entities = entities;
    }

    @Transactional
    public AuditReport verify() {
        AuditJudge judge = new AuditJudge();
        long after = -1;
        while (true) {
            List<?> page = entities.createNativeQuery(
                            "select id, incident, at, type, body, previous, hash from timeline where id > ?1 order by id limit ?2",
                            Object[].class)
                    .setParameter(1, after)
                    .setParameter(2, PAGE)
                    .getResultList();
            for (Object row : page) {
                AuditEntry entry = entry((Object[]) row);
                judge.next(entry);
                after = entry.id();
            }
            if (page.size() < PAGE) {
                return judge.report();
            }
        }
    }

    private static AuditEntry entry(Object[] row) {
        return new AuditEntry(
                ((Number) row[0]).longValue(),
                (UUID) row[1],
                (Instant) row[2],
                (String) row[3],
                (String) row[4],
                (String) row[5],
                (String) row[6]);
    }
}
