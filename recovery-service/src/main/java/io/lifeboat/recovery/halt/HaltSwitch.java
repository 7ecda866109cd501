package io.lifeboat.recovery.halt;

import io.lifeboat.event.EventIds;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * One kill switch. Halted by a file beside this instance or by a row that all instances share; what one instance is told
 * goes to its file first, so that it holds with the database down, and to the others when that is back.
 */
final class HaltSwitch {

    private static final Logger LOG = Logger.getLogger(HaltSwitch.class);

    private final HaltPart part;
    private final EntityManager entities;
    private final HaltFile file;
    private final Clock clock;
    private final ScheduledExecutorService timer;
    private volatile Optional<String> shared = Optional.empty();

    HaltSwitch(HaltPart part, EntityManager entities, Path state, Clock clock) {
        this.part = part;
        this.entities = entities;
        this.file = new HaltFile(state, part);
        this.clock = clock;
        this.timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("halt-watch-" + part.word()).daemon().factory());
    }

    /** Looks every second from now on. */
    void start() {
        var _ = timer.scheduleWithFixedDelay(this::look, 0, 1, TimeUnit.SECONDS);
    }

    void stop() {
        timer.shutdownNow();
    }

    Optional<String> reason() {
        return file.reason().or(() -> shared);
    }

    /** Within the caller's transaction, and not by what was seen a second ago. */
    Optional<String> reasonNow() {
        return file.reason().or(this::standing);
    }

    /** On this instance's disk when this returns; the others hear of it as soon as the database takes it. */
    void set(String by, String why) {
        try {
            file.set(new HaltNote(EventIds.unique(), by, why));
        } catch (IOException e) {
            throw new UncheckedIOException("can't write " + file.path() + ": " + e.getMessage(), e);
        }
    }

    /** @throws RuntimeException if the database is away: the other instances would go on halted, or not, without a record */
    void clear(String by) {
        look();
        QuarkusTransaction.requiringNew()
                .run(() -> entities.createNativeQuery(
                                "update halt set cleared_at = ?1, cleared_by = ?2 where part = ?3 and cleared_at is null")
                        .setParameter(1, clock.instant())
                        .setParameter(2, by)
                        .setParameter(3, part.word())
                        .executeUpdate());
        clearFile();
        shared = Optional.empty();
    }

    void look() {
        try {
            Optional<HaltNote> mine = file.read();
            boolean cleared = QuarkusTransaction.requiringNew().call(() -> {
                boolean elsewhere = mine.isPresent() && !share(mine.get());
                shared = standing();
                return elsewhere;
            });
            if (cleared) {
                clearFile();
            }
        } catch (IOException | RuntimeException e) {
            LOG.debugf("the shared halt of %s can't be read: %s", part.word(), e.getMessage());
        }
    }

    /** False if a person has cleared it at another instance. */
    private boolean share(HaltNote note) {
        entities.createNativeQuery("insert into halt (id, part, by_whom, reason, at) values (?1, ?2, ?3, ?4, ?5)"
                        + " on conflict do nothing")
                .setParameter(1, note.id())
                .setParameter(2, part.word())
                .setParameter(3, note.by())
                .setParameter(4, note.reason())
                .setParameter(5, clock.instant())
                .executeUpdate();
        return !entities.createNativeQuery("select 1 from halt where id = ?1 and cleared_at is null")
                .setParameter(1, note.id())
                .getResultList()
                .isEmpty();
    }

    private Optional<String> standing() {
        List<?> rows = entities.createNativeQuery(
                        "select reason || ' (' || by_whom || ')' from halt where part = ?1 and cleared_at is null"
                                + " order by at limit 1",
                        String.class)
                .setParameter(1, part.word())
                .getResultList();
        return rows.stream().map(String.class::cast).findFirst();
    }

    private void clearFile() {
        try {
            file.clear();
        } catch (IOException e) {
            throw new UncheckedIOException("can't delete " + file.path() + ": " + e.getMessage(), e);
        }
    }
}
