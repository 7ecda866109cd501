package io.lifeboat.recovery.execution;

import io.lifeboat.catalog.Procedure;
import io.lifeboat.catalog.action.Action;
import io.lifeboat.catalog.action.PageAction;
import io.lifeboat.event.EventIds;
import io.lifeboat.event.IncidentEvent;
import io.lifeboat.event.PageEvent;
import io.lifeboat.event.StepRef;
import io.lifeboat.messaging.Outbox;
import io.lifeboat.recovery.action.ActionOutcome;
import io.lifeboat.recovery.action.Output;
import io.lifeboat.recovery.procedure.AttemptState;
import io.lifeboat.recovery.procedure.StepKey;
import io.lifeboat.recovery.timeline.Timeline;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Attempts as they are kept. Every write checks the ownership first, in the same transaction. */
@ApplicationScoped
class Attempts {

    private final Runs runs;
    private final AttemptRows rows;
    private final Timeline timeline;
    private final Outbox outbox;
    private final RunListener listener;
    private final Clock clock;

    Attempts(Runs runs, AttemptRows rows, Timeline timeline, Outbox outbox, RunListener listener, Clock clock) {
        this.runs = runs;
        this.rows = rows;
        this.timeline = timeline;
        this.outbox = outbox;
        this.listener = listener;
        this.clock = clock;
    }

    /** The intent: on the record, and on its way to the topic, before the act. */
    Instant begin(Ownership ownership, StepKey key, int number) {
        return QuarkusTransaction.requiringNew().call(() -> beginWithin(ownership, key, number));
    }

    /** Within the caller's transaction. */
    Instant beginWithin(Ownership ownership, StepKey key, int number) {
        runs.own(ownership);
        AttemptEntity attempt = fresh(ownership, key, number, AttemptState.STARTED);
        rows.persist(attempt);
        timeline.append(new IncidentEvent.StepStarted(ownership.incident(), ref(attempt), attempt.startedAt));
        return attempt.startedAt;
    }

    private AttemptEntity fresh(Ownership ownership, StepKey key, int number, AttemptState state) {
        AttemptEntity attempt = new AttemptEntity();
        attempt.run = ownership.run();
        attempt.phase = key.phaseName();
        attempt.step = key.step().name();
        attempt.pass = key.pass();
        attempt.number = number;
        attempt.state = state;
        attempt.generation = ownership.generation();
        attempt.startedAt = clock.instant();
        return attempt;
    }

    /** Its condition is false: on the record, and done. */
    void skip(Ownership ownership, StepKey key, int number, String reason) {
        QuarkusTransaction.requiringNew().run(() -> {
            runs.own(ownership);
            AttemptEntity attempt = fresh(ownership, key, number, AttemptState.SKIPPED);
            close(attempt, AttemptState.SKIPPED, reason, attempt.startedAt);
            rows.persist(attempt);
            timeline.append(
                    new IncidentEvent.StepSkipped(ownership.incident(), ref(attempt), attempt.startedAt, reason));
        });
    }

    /**
     * Its time has come: a wait is over and well; a question that nobody has answered is a denial.
     *
     * @param escalated who is told that nobody has answered
     */
    void due(Ownership ownership, StepKey key, int number, Set<String> escalated) {
        QuarkusTransaction.requiringNew().run(() -> {
            runs.own(ownership);
            AttemptEntity attempt = row(ownership, key, number);
            Instant now = clock.instant();
            if (attempt.state == AttemptState.SLEEPING) {
                close(attempt, AttemptState.SUCCEEDED, "the time is over", now);
                timeline.append(new IncidentEvent.StepSucceeded(
                        ownership.incident(), ref(attempt), attempt.startedAt, now, attempt.detail));
            } else if (attempt.state == AttemptState.WAITING) {
                close(attempt, AttemptState.REJECTED, "nobody has approved it in time: that is a denial", now);
                timeline.append(new IncidentEvent.StepFailed(
                        ownership.incident(), ref(attempt), attempt.startedAt, now, attempt.detail, "deny"));
                escalated.forEach(
                        role -> escalate(ownership, attempt, key.step().title(), role, now));
            }
        });
    }

    /** @param decision what happens next if it has failed, for the record */
    void end(Ownership ownership, StepKey key, int number, ActionOutcome outcome, String decision) {
        QuarkusTransaction.requiringNew().run(() -> endWithin(ownership, key, number, outcome, decision));
    }

    /** Within the caller's transaction. */
    void endWithin(Ownership ownership, StepKey key, int number, ActionOutcome outcome, String decision) {
        runs.own(ownership);
        AttemptEntity attempt = row(ownership, key, number);
        Instant now = clock.instant();
        StepRef ref = ref(attempt);
        switch (outcome) {
            case ActionOutcome.Succeeded s -> {
                close(attempt, AttemptState.SUCCEEDED, s.detail(), now);
                output(attempt, s.output());
                attempt.value = s.value();
                told(ownership, key.step().action());
                timeline.append(
                        new IncidentEvent.StepSucceeded(ownership.incident(), ref, attempt.startedAt, now, s.detail()));
            }
            case ActionOutcome.Failed f -> {
                close(attempt, AttemptState.FAILED, f.reason(), now);
                output(attempt, f.output());
                attempt.fault = f.fault();
                timeline.append(new IncidentEvent.StepFailed(
                        ownership.incident(), ref, attempt.startedAt, now, f.reason(), decision));
            }
            case ActionOutcome.Unknown u -> {
                close(attempt, AttemptState.UNKNOWN, u.reason(), now);
                output(attempt, u.output());
                timeline.append(
                        new IncidentEvent.StepUnknown(ownership.incident(), ref, attempt.startedAt, now, u.reason()));
            }
            case ActionOutcome.NeedsHuman h ->
                ask(ownership, attempt, h.role(), h.question(), HumanWords.answer(attempt), now);
            case ActionOutcome.NeedsApproval a -> {
                attempt.people = a.people();
                attempt.dueAt = a.until();
                ask(ownership, attempt, a.role(), a.question(), HumanWords.approve(attempt, a), now);
            }
            case ActionOutcome.Later l -> {
                attempt.state = AttemptState.SLEEPING;
                attempt.dueAt = l.due();
                attempt.detail = "until " + l.due();
            }
        }
    }

    /** The run's former owner has died in the middle of these. What may be repeated will be; of the rest nobody knows. */
    void settleInterrupted(Ownership ownership, Procedure procedure) {
        QuarkusTransaction.requiringNew().run(() -> {
            runs.own(ownership);
            Instant now = clock.instant();
            List<AttemptEntity> open = rows.of(ownership.run()).stream()
                    .filter(a -> a.state == AttemptState.STARTED && a.generation < ownership.generation())
                    .toList();
            for (AttemptEntity attempt : open) {
                String reason = "interrupted: the service ended in the middle of it";
                if (Interruption.mayRepeat(procedure, attempt.step)) {
                    close(attempt, AttemptState.INTERRUPTED, reason, now);
                    timeline.append(new IncidentEvent.StepFailed(
                            ownership.incident(), ref(attempt), attempt.startedAt, now, reason, "retry"));
                } else {
                    close(attempt, AttemptState.UNKNOWN, reason, now);
                    timeline.append(new IncidentEvent.StepUnknown(
                            ownership.incident(), ref(attempt), attempt.startedAt, now, reason));
                }
            }
        });
    }

    private void ask(
            Ownership ownership, AttemptEntity attempt, String role, String question, String how, Instant now) {
        attempt.state = AttemptState.WAITING;
        attempt.detail = question;
        attempt.endedAt = null;
        listener.paged(ownership.incident(), role);
        timeline.append(new IncidentEvent.HumanAsked(ownership.incident(), ref(attempt), role, question, now));
        PageEvent page = new PageEvent.Raised(
                EventIds.deterministic("ask", attempt.run.toString(), attempt.step, String.valueOf(attempt.number)),
                ownership.incident(),
                role,
                PageEvent.Severity.CRITICAL,
                "A decision is needed: " + attempt.step,
                question + "\n\n" + how,
                now,
                attempt.dueAt);
        timeline.note(page);
        outbox.append(page);
    }

    private void escalate(Ownership ownership, AttemptEntity attempt, String title, String role, Instant now) {
        listener.paged(ownership.incident(), role);
        outbox.append(new PageEvent.Raised(
                EventIds.deterministic(
                        "unanswered", attempt.run.toString(), attempt.step, String.valueOf(attempt.number), role),
                ownership.incident(),
                role,
                PageEvent.Severity.CRITICAL,
                "NOT APPROVED IN TIME: " + attempt.step,
                "'" + title
                        + "' was to be approved, and nobody has answered. That is a denial: what it was for is not done.\n\n"
                        + "lifeboat incident " + ownership.incident(),
                now,
                null));
    }

    /** Nothing new leaves what is there: finding out what an act has come to brings no output of its own. */
    private static void output(AttemptEntity attempt, @Nullable Output output) {
        if (output != null) {
            attempt.digest = output.sha256();
            attempt.output = output.tail();
        }
    }

    private void told(Ownership ownership, Action action) {
        if (action instanceof PageAction page) {
            if (page.resolve()) {
                listener.told(ownership.incident(), page.role());
            } else {
                listener.paged(ownership.incident(), page.role());
            }
        }
    }

    private AttemptEntity row(Ownership ownership, StepKey key, int number) {
        return rows.of(ownership.run(), key.step().name(), key.pass(), number)
                .orElseThrow(() -> new IllegalStateException(
                        "attempt " + number + " at " + key.step().name() + " was never begun"));
    }

    private static void close(AttemptEntity attempt, AttemptState state, String detail, Instant now) {
        attempt.state = state;
        attempt.detail = detail;
        attempt.endedAt = now;
    }

    static StepRef ref(AttemptEntity attempt) {
        return new StepRef(attempt.run, attempt.phase, attempt.step, attempt.number);
    }
}
