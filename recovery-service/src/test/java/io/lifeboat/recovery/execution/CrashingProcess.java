package io.lifeboat.recovery.execution;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.Procedure;
import io.lifeboat.messaging.Outbox;
import io.lifeboat.recovery.RecoveryConfig;
import io.lifeboat.recovery.action.ActionExecutor;
import io.lifeboat.recovery.action.Actions;
import io.lifeboat.recovery.action.ProbeExecutor;
import io.lifeboat.recovery.action.Secrets;
import io.lifeboat.recovery.action.WatchedActions;
import io.lifeboat.recovery.halt.AutomationHalt;
import io.lifeboat.recovery.procedure.Attempt;
import io.lifeboat.recovery.procedure.AttemptState;
import io.lifeboat.recovery.procedure.Decision.Outcome;
import io.lifeboat.recovery.procedure.Facts;
import io.lifeboat.recovery.procedure.StepKey;
import io.lifeboat.recovery.timeline.Timeline;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** Starts recovery services within the test: all of one instance name, each a process of its own, on the real database. */
@Dependent
class CrashingProcess {

    /** Who answers what waits for a person. */
    interface Person {

        /** Whatever the machine does not know, she makes sure of and says "done". She approves nothing. */
        Person SURE = (answers, waiting) -> {
            if (waiting.people == null) {
                answers.answer(waiting.run, waiting.step, HumanAnswers.Answer.DONE, "Ada", "looked");
            }
        };

        void answer(HumanAnswers answers, AttemptEntity waiting);
    }

    /** Whom a run's end is told, and who counts how often a person is asked. */
    static class Witness implements RunListener {
        int recovered;
        int ended;
        int asked;

        @Override
        public void recovered(UUID incident, Instant at, Set<String> told) {
            recovered++;
        }

        @Override
        public void ended(UUID incident, Outcome outcome, String reason) {
            ended++;
        }

        @Override
        public void paged(UUID incident, String role) {}

        @Override
        public void told(UUID incident, String role) {}

        @Override
        public Facts facts(UUID incident, Procedure procedure, List<Attempt> soFar) {
            return Facts.of(procedure, Map.of(), List.of(), soFar);
        }
    }

    private static final RecoveryConfig LONG_LEASE = new RecoveryConfig() {
        @Override
        public Optional<String> operatorToken() {
            return Optional.empty();
        }

        @Override
        public Duration lease() {
            return Duration.ofHours(1);
        }

        @Override
        public Duration lookEvery() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Optional<Path> people() {
            return Optional.empty();
        }

        @Override
        public Duration verifyEvery() {
            return Duration.ofMillis(1);
        }

        @Override
        public Path state() {
            return Path.of("target/state");
        }
    };

    private final RunRows runRows;
    private final StepJournal journal;
    private final AttemptRows attemptRows;
    private final Timeline timeline;
    private final Outbox outbox;
    private final RunListener incidents;
    private final Actions actions;
    private final Instance<ActionExecutor<?>> executors;
    private final ProbeExecutor probes;
    private final HumanAnswers answers;
    private final Catalog catalog;
    private final Secrets secrets;
    private final AutomationHalt halt;
    private final Clock clock;

    CrashingProcess(
            RunRows runRows,
            StepJournal journal,
            AttemptRows attemptRows,
            Timeline timeline,
            Outbox outbox,
            RunListener incidents,
            Actions actions,
            @Any Instance<ActionExecutor<?>> executors,
            ProbeExecutor probes,
            HumanAnswers answers,
            Catalog catalog,
            Secrets secrets,
            AutomationHalt halt,
            Clock clock) {
        this.runRows = runRows;
        this.journal = journal;
        this.attemptRows = attemptRows;
        this.timeline = timeline;
        this.outbox = outbox;
        this.incidents = incidents;
        this.actions = actions;
        this.executors = executors;
        this.probes = probes;
        this.answers = answers;
        this.catalog = catalog;
        this.secrets = secrets;
        this.halt = halt;
        this.clock = clock;
    }

    Runs runs(String instance, CrashPlan plan) {
        return new Runs(runRows, journal, timeline, clock, LONG_LEASE, instance) {
            @Override
            void verified(Ownership ownership, Instant now) {
                super.verified(ownership, now);
                plan.point();
            }

            @Override
            void finish(Ownership ownership, Outcome outcome, String reason) {
                super.finish(ownership, outcome, reason);
                plan.point();
            }
        };
    }

    /** The person answers whatever waits: also what a service has asked that was killed right afterwards. */
    void answerFor(UUID run, Witness witness) {
        answerFor(run, witness, Person.SURE);
    }

    void answerFor(UUID run, Witness witness, Person person) {
        synchronized (witness) {
            answerOnce(run, witness, person);
        }
    }

    private void answerOnce(UUID run, Witness witness, Person person) {
        List<AttemptEntity> waiting = QuarkusTransaction.requiringNew()
                .call(() -> attemptRows.of(run).stream()
                        .filter(attempt -> attempt.state == AttemptState.WAITING)
                        .toList());
        for (AttemptEntity attempt : waiting) {
            person.answer(answers, attempt);
            witness.asked++;
        }
    }

    RunDriver driver(Runs runs, CrashPlan plan, Witness witness) {
        return driver(runs, plan, witness, witness, Person.SURE, actions);
    }

    /** Whose acts have a point before and after them, too, and whose runs belong to real incidents. */
    RunDriver thorough(Runs runs, CrashPlan plan, Witness witness, Person person) {
        return driver(
                runs, plan, witness, incidents, person, WatchedActions.of(executors, CrashWorld.WATCHED, plan::point));
    }

    private RunDriver driver(
            Runs runs, CrashPlan plan, Witness witness, RunListener listener, Person person, Actions actions) {
        Attempts attempts = new Attempts(runs, journal, attemptRows, timeline, outbox, listener, clock) {
            @Override
            <T> T together(Ownership ownership, Supplier<T> writes) {
                plan.point();
                T written = super.together(ownership, writes);
                plan.point();
                answerFor(ownership.run(), witness, person);
                return written;
            }

            // Once the outcome of the step before is written, and before the whole of it is committed.
            @Override
            Instant beginWithin(Ownership ownership, StepKey key, int number) {
                plan.reaches(key.step().name());
                plan.point();
                return super.beginWithin(ownership, key, number);
            }

            @Override
            void settleInterrupted(Ownership ownership, Procedure procedure) {
                plan.around(() -> super.settleInterrupted(ownership, procedure));
            }
        };
        return new RunDriver(
                runs,
                attempts,
                new StepRunner(attempts, actions, probes, catalog, secrets, LONG_LEASE),
                listener,
                halt,
                clock,
                Duration.ofMillis(2));
    }
}
