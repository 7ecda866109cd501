package io.lifeboat.recovery.execution;

import io.lifeboat.catalog.Procedure;
import io.lifeboat.recovery.halt.AutomationHalt;
import io.lifeboat.recovery.procedure.Attempt;
import io.lifeboat.recovery.procedure.AttemptState;
import io.lifeboat.recovery.procedure.Decision;
import io.lifeboat.recovery.procedure.Decision.Act;
import io.lifeboat.recovery.procedure.Decision.AwaitHuman;
import io.lifeboat.recovery.procedure.Decision.Finish;
import io.lifeboat.recovery.procedure.Decision.InFlight;
import io.lifeboat.recovery.procedure.Decision.Start;
import io.lifeboat.recovery.procedure.Decision.Task;
import io.lifeboat.recovery.procedure.Decision.WaitUntil;
import io.lifeboat.recovery.procedure.Facts;
import io.lifeboat.recovery.procedure.RunPlanner;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Takes one run from where it stands to its end. */
@ApplicationScoped
class RunDriver {

    private static final Logger LOG = Logger.getLogger(RunDriver.class);

    /** How soon a person's answer, or a timer, is noticed. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    private final Runs runs;
    private final Attempts attempts;
    private final StepRunner steps;
    private final RunListener listener;
    private final AutomationHalt halt;
    private final Clock clock;
    private final Duration lookEvery;

    @Inject
    RunDriver(Runs runs, Attempts attempts, StepRunner steps, RunListener listener, AutomationHalt halt, Clock clock) {
        this(runs, attempts, steps, listener, halt, clock, LOOK_EVERY);
    }

    RunDriver(
            Runs runs,
            Attempts attempts,
            StepRunner steps,
            RunListener listener,
            AutomationHalt halt,
            Clock clock,
            Duration lookEvery) {
        this.runs = runs;
        this.attempts = attempts;
        this.steps = steps;
        this.listener = listener;
        this.halt = halt;
        this.clock = clock;
        this.lookEvery = lookEvery;
    }

    /**
     * Returns when the run has ended.
     *
     * @throws OwnershipLostException when it goes on elsewhere
     * @throws InterruptedException when this instance stops: the run is as it stands
     */
    void drive(Ownership ownership) throws InterruptedException {
        Procedure procedure = runs.procedure(ownership);
        if (!ownership.isFirst()) {
            attempts.settleInterrupted(ownership, procedure);
        }
        @Nullable Ended ended = null;
        while (true) {
            Turn turn = turn(ownership, procedure, ended);
            ended = null;
            switch (turn) {
                case Turn.Begun begun -> ended = steps.act(ownership, begun.start(), begun.failures(), begun.facts());
                case Turn.Decided decided -> follow(ownership, procedure, decided);
                case Turn.Over over -> {
                    return;
                }
            }
        }
    }

    private void follow(Ownership ownership, Procedure procedure, Turn.Decided decided) throws InterruptedException {
        switch (decided.decision()) {
            case Act act when halt.reason().isPresent() -> pause(lookEvery);
            case Act act -> perform(ownership, procedure, act.tasks(), decided.soFar());
            case WaitUntil wait -> pause(Duration.between(clock.instant(), wait.due()));
            case AwaitHuman await -> pause(lookEvery);
            case InFlight inFlight -> throw new OwnershipLostException(ownership);
            case Finish finish -> throw new IllegalStateException("a run that finishes is over");
        }
    }

    /** What the step before has come to, and the intent of the next, in one transaction. If that fails, the outcome alone: an act can't be taken back. */
    private Turn turn(Ownership ownership, Procedure procedure, @Nullable Ended before) throws InterruptedException {
        if (before != null) {
            try {
                return attempts.together(ownership, () -> turnWithin(ownership, procedure, before));
            } catch (OwnershipLostException e) {
                throw e;
            } catch (RuntimeException e) {
                LOG.warnf(
                        "%s and what follows it are recorded apart: %s",
                        before.key().step().name(), e.getMessage());
                steps.record(ownership, before);
            }
        }
        return attempts.together(ownership, () -> turnWithin(ownership, procedure, null));
    }

    private Turn turnWithin(Ownership ownership, Procedure procedure, @Nullable Ended before) {
        if (before != null) {
            attempts.endWithin(ownership, before.key(), before.number(), before.outcome(), before.decision());
        }
        Progress progress = attempts.progress(ownership);
        List<Attempt> soFar = progress.attempts();
        Instant now = clock.instant();
        if (!progress.verified() && RunPlanner.verified(procedure, soFar, now)) {
            runs.verified(ownership, now);
            listener.recovered(ownership.incident(), now, Told.by(procedure));
        }
        Decision decision = RunPlanner.next(procedure, soFar, now);
        return switch (decision) {
            case Finish finish -> {
                runs.finish(ownership, finish.outcome(), finish.reason());
                listener.ended(ownership.incident(), finish.outcome(), finish.reason());
                yield new Turn.Over();
            }
            case Act act
            when act.tasks().size() == 1
                    && act.tasks().getFirst() instanceof Start start
                    && halt.reason().isEmpty() ->
                begin(ownership, procedure, start, soFar).orElseGet(() -> new Turn.Decided(decision, soFar));
            default -> new Turn.Decided(decision, soFar);
        };
    }

    /** None if the step is not needed. */
    private Optional<Turn> begin(Ownership ownership, Procedure procedure, Start start, List<Attempt> soFar) {
        Facts facts = facts(ownership, procedure, soFar);
        if (StepRunner.needless(start, facts).isPresent()) {
            return Optional.empty();
        }
        attempts.beginWithin(ownership, start.key(), start.number());
        return Optional.of(new Turn.Begun(start, failures(start, soFar), facts));
    }

    /** Side by side, and all of them to their end: a failure of one leaves the record of the others whole. */
    private void perform(Ownership ownership, Procedure procedure, List<Task> tasks, List<Attempt> soFar)
            throws InterruptedException {
        Supplier<Facts> facts = () -> facts(ownership, procedure, soFar);
        if (tasks.size() == 1) {
            steps.run(ownership, procedure, tasks.getFirst(), failures(tasks.getFirst(), soFar), facts);
            return;
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = tasks.stream()
                    .<Future<?>>map(task -> threads.submit(() -> {
                        steps.run(ownership, procedure, task, failures(task, soFar), facts);
                        return null;
                    }))
                    .collect(Collectors.toList());
            for (Future<?> one : running) {
                await(one);
            }
        }
    }

    /** Only where the procedure has an expression: it costs a look at the incident. */
    private Facts facts(Ownership ownership, Procedure procedure, List<Attempt> soFar) {
        return Facts.speaks(procedure) ? listener.facts(ownership.incident(), procedure, soFar) : Facts.NONE;
    }

    private static void await(Future<?> one) throws InterruptedException {
        try {
            one.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof RuntimeException failure) {
                throw failure;
            }
            if (cause instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            throw new IllegalStateException(cause);
        }
    }

    private static int failures(Task task, List<Attempt> soFar) {
        return (int) soFar.stream()
                .filter(attempt -> attempt.step().equals(task.key().step().name())
                        && attempt.pass() == task.key().pass()
                        && attempt.state() == AttemptState.FAILED)
                .count();
    }

    private void pause(Duration duration) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(Math.clamp(duration.toMillis(), 1, lookEvery.toMillis()));
    }
}
