package io.lifeboat.sandbox.demo;

import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.CatalogLoader;
import io.lifeboat.event.BackupEvent;
import io.lifeboat.event.DeliveryEvent;
import io.lifeboat.event.Envelope;
import io.lifeboat.event.Event;
import io.lifeboat.event.IncidentEvent;
import io.lifeboat.sandbox.Disaster;
import io.lifeboat.sandbox.demo.TopicRecorder.Recorded;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** One disaster, from the break to the recovery, on a run that is up. */
public final class Demo {

    /** Long enough for the slowest of the demos; the plan's objectives are longer. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** How long what follows the recovery (the last pages, the closing) may take to come in. */
    private static final Duration AFTERMATH = Duration.ofSeconds(10);

    /** What the bot trades before it breaks. A failure in the first seconds of all processes would measure their start. */
    private static final long ORDERS_BEFORE = 15;

    private final Run run;
    private final TopicRecorder recorder;
    private final Operator operator;

    /** @param says is told what the people of the plan do, where it leaves something to them */
    public Demo(Run run, TopicRecorder recorder, Consumer<String> says) {
        this.run = run;
        this.recorder = recorder;
        this.operator = new Operator(run, says);
    }

    /**
     * Breaks the bot and waits until it is recovered, or given up.
     *
     * @param broken is told when it broke
     */
    public DemoReport play(String scenario, Disaster disaster, Consumer<Instant> broken) throws InterruptedException {
        if (disaster == Disaster.DATABASE) {
            awaitSnapshot("database");
        }
        if (disaster == Disaster.BREACH) {
            takeBaseline();
        }
        int before = recorder.recorded().size();
        Instant brokenAt = run.sandbox().breakIt(disaster);
        broken.accept(brokenAt);
        if (disaster == Disaster.BREACH) {
            answerUntilOver(before);
        }
        return reportOf(scenario, brokenAt, before, Demo::isOver);
    }

    /**
     * The same of something that the sandbox can't break by itself, such as a cable. What began as a narrower scenario may
     * become this one: only its own incident counts.
     *
     * @param brokenAt a moment ago
     */
    public DemoReport follow(String scenario, Instant brokenAt) throws InterruptedException {
        int before = (int) recorder.recorded().stream()
                .filter(one -> one.envelope().time().isBefore(brokenAt))
                .count();
        Set<UUID> incidents = new HashSet<>();
        return reportOf(scenario, brokenAt, before, event -> {
            if (event instanceof IncidentEvent.Opened opened
                    && opened.scenario().equals(scenario)) {
                incidents.add(opened.incident());
            }
            return event instanceof IncidentEvent incident && incidents.contains(incident.incident()) && isOver(event);
        });
    }

    private DemoReport reportOf(String scenario, Instant brokenAt, int before, Predicate<Event> over)
            throws InterruptedException {
        await(before, PATIENCE, over);
        await(before, AFTERMATH, IncidentEvent.Closed.class::isInstance);
        await(before, AFTERMATH, DeliveryEvent.Accepted.class::isInstance);
        List<Recorded> recorded = recorder.recorded();
        return DemoReport.of(
                scenario,
                brokenAt,
                recorded.subList(before, recorded.size()),
                run.sandbox().verdict());
    }

    private static boolean isOver(Event event) {
        return event instanceof IncidentEvent.Recovered || gaveUp(event);
    }

    /**
     * Waits until Lifeboat can be relied on: the bot has traded for a while, and there is a first snapshot of all that is
     * backed up. A bot that breaks before has nothing to be restored from, and shares its machine with its first backups.
     *
     * @throws IllegalStateException if it does not trade
     */
    public void awaitWatch() throws InterruptedException {
        awaitTrading();
        for (BackupGroup group :
                CatalogLoader.backups(run.layout().catalog()).backups().values()) {
            if (!group.sources().isEmpty()) {
                awaitSnapshot(group.id());
            }
        }
    }

    private void awaitTrading() throws InterruptedException {
        long enough = run.sandbox().verdict().ordersAccepted() + ORDERS_BEFORE;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (run.sandbox().verdict().ordersAccepted() < enough) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "the bot does not trade: " + run.layout().work() + " says why");
            }
            Thread.sleep(100);
        }
    }

    /** The first is taken when the backup service starts: a database that breaks before has nothing to be restored from. */
    private void awaitSnapshot(String component) throws InterruptedException {
        await(
                0,
                PATIENCE,
                event -> event instanceof BackupEvent.SnapshotTaken taken
                        && taken.component().equals(component));
    }

    /** Files are compared with what they were when the system was well. */
    private void takeBaseline() throws InterruptedException {
        String incident = operator.begin("integrity-baseline", "monitoring");
        await(
                0,
                PATIENCE,
                event -> event instanceof IncidentEvent.Closed closed
                        && closed.incident().toString().equals(incident));
    }

    private void answerUntilOver(int from) throws InterruptedException {
        Set<String> answered = new HashSet<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            List<Recorded> recorded = recorder.recorded();
            for (Recorded one : recorded.subList(from, recorded.size())) {
                Event event = one.envelope().event();
                if (event instanceof IncidentEvent.Closed || gaveUp(event)) {
                    return;
                }
                if (event instanceof IncidentEvent.HumanAsked asked
                        && answered.add(asked.step().toString())) {
                    operator.answer(asked);
                }
            }
            Thread.sleep(20);
        }
    }

    private static boolean gaveUp(Event event) {
        return event instanceof IncidentEvent.RunEnded ended
                && !ended.outcome().toLowerCase(Locale.ROOT).equals("succeeded");
    }

    private void await(int from, Duration atMost, Predicate<Event> condition) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (System.nanoTime() < deadline) {
            List<Recorded> recorded = recorder.recorded();
            if (recorded.subList(from, recorded.size()).stream()
                    .map(Recorded::envelope)
                    .map(Envelope::event)
                    .anyMatch(condition)) {
                return;
            }
            Thread.sleep(20);
        }
    }
}
