package io.lifeboat.backup.wal;

import io.lifeboat.backup.repository.Repository;
import io.lifeboat.backup.repository.SnapshotManifest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a snapshot where WAL is missing for good, and takes the alarm back once there is one. Both are found out from the
 * places, so that a restart forgets neither. One thread.
 */
final class GapWatch {

    private static final Logger LOG = Logger.getLogger(GapWatch.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

    private final String component;
    private final WalPipeline pipeline;
    private final Consumer<SnapshotNeeded> needed;
    private final Map<String, String> newest = new HashMap<>();
    private Instant notBefore = Instant.EPOCH;
    private WalAlarm.@Nullable Raised asked;
    private boolean looked;

    /** @param component whose snapshots count */
    GapWatch(String component, WalPipeline pipeline, Consumer<SnapshotNeeded> needed) {
        this.component = component;
        this.pipeline = pipeline;
        this.needed = needed;
    }

    void look(Instant now) {
        Optional<WalAlarm.Raised> raised = pipeline.receiver().alarm().raised();
        if (raised.filter(alarm -> !alarm.equals(asked)).isEmpty() && now.isBefore(notBefore)) {
            return;
        }
        notBefore = now.plus(BETWEEN_LOOKS);
        if (!looked && pipeline.receiver().isStreaming()) {
            looked = true;
            old(now).filter(found ->
                            covered(Objects.requireNonNull(found.since()), now).isEmpty())
                    .ifPresent(pipeline.receiver().alarm()::raiseAgain);
            raised = pipeline.receiver().alarm().raised();
        }
        WalAlarm.Raised alarm = raised.orElse(null);
        WalPosition since = alarm == null ? null : alarm.since();
        if (alarm == null || since == null) {
            return;
        }
        if (!alarm.equals(asked)) {
            newest.clear();
        }
        Optional<String> covered = covered(since, now);
        if (covered.isPresent()) {
            LOG.infof("WAL: nothing needs what is missing before %s any more: %s", since.describe(), covered.get());
            pipeline.receiver().alarm().settle(alarm);
        } else if (!alarm.equals(asked)) {
            needed.accept(new SnapshotNeeded(component, alarm.reason(), now));
            asked = alarm;
        }
    }

    /** The snapshot that ends after it; of each place the newest is looked at, once. */
    private Optional<String> covered(WalPosition since, Instant now) {
        for (WalPlace place : pipeline.places()) {
            try {
                Repository repository = place.open(now).repository();
                NavigableSet<String> all = repository.snapshots(component);
                String last = all.isEmpty() ? "" : all.getLast();
                if (last.equals(newest.put(place.name(), last)) || last.isEmpty()) {
                    continue;
                }
                SnapshotManifest manifest = repository.manifest(component, last);
                if (Base.of(manifest).filter(base -> isAfter(base, since)).isPresent()) {
                    return Optional.of(last + " in " + place.name());
                }
            } catch (IOException e) {
                newest.remove(place.name());
                LOG.debugf("%s can't say which snapshots it has: %s", place.name(), e.getMessage());
            }
        }
        return Optional.empty();
    }

    private static boolean isAfter(Base base, WalPosition since) {
        return base.systemId().equals(since.systemId())
                && (base.timeline() > since.timeline()
                        || (base.timeline() == since.timeline() && base.stop() >= since.lsn()));
    }

    /** A gap in what the places have of what is received now: it was noticed by somebody who is not there any more. */
    private Optional<WalAlarm.Raised> old(Instant now) {
        WalPosition is = pipeline.spool().position().orElse(null);
        if (is == null) {
            return Optional.empty();
        }
        List<WalInventory> all = new ArrayList<>();
        for (WalPlace place : pipeline.places()) {
            try {
                all.add(place.open(now).inventory(is.systemId(), is.segmentSize()));
            } catch (IOException e) {
                // It may have what the others lack: then nothing can be said.
                return Optional.empty();
            }
        }
        List<Span> gaps = Span.gaps(WalInventory.union(all).getOrDefault(is.timeline(), List.of()));
        return gaps.isEmpty()
                ? Optional.empty()
                : Optional.of(new WalAlarm.Raised(
                        "no place has the WAL of timeline %d from %s: take a snapshot"
                                .formatted(is.timeline(), gaps.getLast().describe()),
                        new WalPosition(
                                is.systemId(), is.timeline(), gaps.getLast().to(), is.segmentSize())));
    }
}
