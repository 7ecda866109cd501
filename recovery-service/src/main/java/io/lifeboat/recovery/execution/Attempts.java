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
import io.lifeboat.recovery.procedure.AttemptState;
import io.lifeboat.recovery.procedure.StepKey;
import io.lifeboat.recovery.timeline.Timeline;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Attempts as they are kept. Every write checks the ownership first, in the same transaction. */
@ApplicationScoped
class Attempts {

    private final Runs runs;
    private final StepJournal journal;
    private final AttemptRows rows;
    private final Timeline timeline;
    private final Outbox outbox;
    private final RunListener listener;
    private final Clock clock;

    Attempts(
            Runs runs,
            StepJournal journal,
            AttemptRows rows,
            Timeline timeline,
            Outbox outbox,
            RunListener listener,
            Clock clock) {
        this.runs = runs;
        this.journal = journal;
        this.rows = rows;
        this.timeline = timeline;
        this.outbox = outbox;
        this.listener = listener;
        this.clock = clock;
    }

    /**
     * Several writes of an owner in one transaction: all of them are on the record then, or none.
     *
     * @throws OwnershipLostException if another instance has claimed the run, or it has ended
     */
    <T> T together(Ownership ownership, Supplier<T> writes) {
        return QuarkusTransaction.requiringNew().call(() -> {
            if (!journal.own(ownership)) {
                throw new OwnershipLostException(ownership);
            }
            return writes.get();
        });
    }

    /** Within {@link #together}. */
    Progress progress(Ownership ownership) {
        return journal.progress(ownership.run());
    }

    /** The intent: on the record, and on its way to the topic, before the act. */
    void begin(Ownership ownership, StepKey key, int number) {
        together(ownership, () -> beginWithin(ownership, key, number));
    }

    /** Within {@link #together}. */
    Instant beginWithin(Ownership ownership, StepKey key, int number) {
        Instant now = clock.instant();
        journal.begin(ownership, key, number, AttemptState.STARTED, now, "");
        timeline.append(new IncidentEvent.StepStarted(ownership.incident(), ref(ownership, key, number), now));
        return now;
    }

    /** Its condition is false: on the record, and done. */
    void skip(Ownership ownership, StepKey key, int number, String reason) {
        together(ownership, () -> {
            Instant now = clock.instant();
            journal.begin(ownership, key, number, AttemptState.SKIPPED, now, reason);
            timeline.append(
                    new IncidentEvent.StepSkipped(ownership.incident(), ref(ownership, key, number), now, reason));
            return now;
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
                        role -> escalate(ownership, ref(attempt), key.step().title(), role, now));
            }
        });
    }

    /** @param decision what happens next if it has failed, for the record */
    void end(Ownership ownership, StepKey key, int number, ActionOutcome outcome, String decision) {
        together(ownership, () -> endWithin(ownership, key, number, outcome, decision));
    }

    /**
     * Within {@link #together}. What is on the record already is not written again.
     *
     * @return whether it is new
     */
    boolean endWithin(Ownership ownership, StepKey key, int number, ActionOutcome outcome, String decision) {
        Instant now = clock.instant();
        StepRef ref = ref(ownership, key, number);
        Optional<Instant> begun = journal.end(ownership.run(), key, number, change(outcome, now));
        begun.ifPresent(startedAt -> tell(ownership, key, ref, outcome, decision, startedAt, now));
        return begun.isPresent();
    }

    private static AttemptChange change(ActionOutcome outcome, Instant now) {
        return switch (outcome) {
            case ActionOutcome.Succeeded s -> AttemptChange.succeeded(s, now);
            case ActionOutcome.Failed f -> AttemptChange.failed(f, now);
            case ActionOutcome.Unknown u -> AttemptChange.unknown(u, now);
            case ActionOutcome.NeedsHuman h -> AttemptChange.waiting(h.question(), null, null);
            case ActionOutcome.NeedsApproval a -> AttemptChange.waiting(a.question(), a.people(), a.until());
            case ActionOutcome.Later l -> AttemptChange.sleeping(l.due());
        };
    }

    private void tell(
            Ownership ownership,
            StepKey key,
            StepRef ref,
            ActionOutcome outcome,
            String decision,
            Instant startedAt,
            Instant now) {
        UUID incident = ownership.incident();
        switch (outcome) {
            case ActionOutcome.Succeeded s -> {
                told(ownership, key.step().action());
                timeline.append(new IncidentEvent.StepSucceeded(incident, ref, startedAt, now, s.detail()));
            }
            case ActionOutcome.Failed f ->
                timeline.append(new IncidentEvent.StepFailed(incident, ref, startedAt, now, f.reason(), decision));
            case ActionOutcome.Unknown u ->
                timeline.append(new IncidentEvent.StepUnknown(incident, ref, startedAt, now, u.reason()));
            case ActionOutcome.NeedsHuman h ->
                ask(ownership, ref, h.role(), h.question(), HumanWords.answer(ref), now, null);
            case ActionOutcome.NeedsApproval a ->
                ask(ownership, ref, a.role(), a.question(), HumanWords.approve(ref, a), now, a.until());
            case ActionOutcome.Later l -> {}
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
            Ownership ownership,
            StepRef ref,
            String role,
            String question,
            String how,
            Instant now,
            @Nullable Instant dueAt) {
        listener.paged(ownership.incident(), role);
        timeline.append(new IncidentEvent.HumanAsked(ownership.incident(), ref, role, question, now));
        PageEvent page = new PageEvent.Raised(
                EventIds.deterministic("ask", ref.run().toString(), ref.name(), String.valueOf(ref.attempt())),
                ownership.incident(),
                role,
                PageEvent.Severity.CRITICAL,
                "A decision is needed: " + ref.name(),
                question + "\n\n" + how,
                now,
                dueAt);
        timeline.note(page);
        outbox.append(page);
    }

    private void escalate(Ownership ownership, StepRef ref, String title, String role, Instant now) {
        listener.paged(ownership.incident(), role);
        outbox.append(new PageEvent.Raised(
                EventIds.deterministic(
                        "unanswered", ref.run().toString(), ref.name(), String.valueOf(ref.attempt()), role),
                ownership.incident(),
                role,
                PageEvent.Severity.CRITICAL,
                "NOT APPROVED IN TIME: " + ref.name(),
                "'" + title
                        + "' was to be approved, and nobody has answered. That is a denial: what it was for is not done.\n\n"
                        + "lifeboat incident " + ownership.incident(),
                now,
                null));
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

    private static StepRef ref(Ownership ownership, StepKey key, int number) {
        return new StepRef(ownership.run(), key.phaseName(), key.step().name(), number);
    }

    static StepRef ref(AttemptEntity attempt) {
        return new StepRef(attempt.run, attempt.phase, attempt.step, attempt.number);
    }
}
