package io.lifeboat.backup.wal;

import io.lifeboat.event.BackupEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells of standbys that fall behind, and of slots whose WAL the server will throw away. Only who receives the WAL looks, so
 * that each is told once.
 */
final class ServerWatch {

    private static final double MILLIS = 1000;

    private final String component;
    private final @Nullable Duration objective;
    private final Consumer<BackupEvent> events;
    private final Map<String, Told> told = new HashMap<>();
    private final Map<String, Instant> awaySince = new HashMap<>();
    private volatile ServerSeen seen = ServerSeen.NOTHING;

    private record Told(int percent, Instant at) {}

    /** @param objective for lost data: a standby that is behind by more is no help */
    ServerWatch(String component, @Nullable Duration objective, Consumer<BackupEvent> events) {
        this.component = component;
        this.objective = objective;
        this.events = events;
    }

    /** What was seen last. */
    ServerSeen seen() {
        return seen;
    }

    void look(ServerSeen now, Instant at) {
        seen = now;
        now.slots().forEach(slot -> look(slot, at));
        Set<String> away = new HashSet<>();
        for (ServerSeen.Standby standby : now.standbys()) {
            if (standby.away()) {
                away.add(standby.name());
                awaySince.putIfAbsent(standby.name(), at);
            }
            look(standby, at);
        }
        awaySince.keySet().retainAll(away);
    }

    /** The server had given it up, and another has taken its place. */
    void lost(String slot, Instant at) {
        look(new ServerSeen.Slot(slot, "lost", 0, Double.NaN), at);
    }

    private void look(ServerSeen.Slot slot, Instant at) {
        boolean lost = slot.status().equals("lost");
        Double limit = Double.isNaN(slot.safe()) ? null : slot.retained() + Math.max(0, slot.safe());
        // That it can't come back is other news than that it is full.
        String what = "slot " + slot.name() + (lost ? ", lost" : "");
        told.remove("slot " + slot.name() + (lost ? "" : ", lost"));
        judge(what, lost ? 1 : slot.retained(), lost ? Double.valueOf(1) : limit, at)
                .ifTold(percent -> new BackupEvent.SlotRetentionMeasured(
                        component,
                        slot.name(),
                        slot.status(),
                        percent,
                        (long) slot.retained(),
                        Double.isNaN(slot.safe()) ? null : (long) slot.safe(),
                        at,
                        null));
    }

    private void look(ServerSeen.Standby standby, Instant at) {
        Instant since = awaySince.get(standby.name());
        Duration lag = since != null
                ? Duration.between(since, at)
                : Duration.ofMillis(Double.isNaN(standby.seconds()) ? 0 : (long) (standby.seconds() * MILLIS));
        Double limit = objective == null ? null : (double) objective.toMillis();
        judge("standby " + standby.name(), (double) lag.toMillis(), limit, at)
                .ifTold(percent -> new BackupEvent.ReplicationLagMeasured(
                        component,
                        standby.name(),
                        percent,
                        (long) Math.max(0, standby.behind()),
                        lag,
                        objective,
                        at,
                        null));
    }

    private interface Event {
        BackupEvent of(int percent);
    }

    private interface Judged {
        void ifTold(Event event);
    }

    private Judged judge(String what, double spent, @Nullable Double limit, Instant at) {
        Told last = told.get(what);
        RiskJudge.Verdict verdict =
                RiskJudge.judge(spent, limit, last == null ? 0 : last.percent(), last == null ? null : last.at(), at);
        return event -> {
            if (verdict.tell()) {
                events.accept(event.of(verdict.percent()));
                told.put(what, new Told(verdict.percent(), at));
            }
        };
    }
}
