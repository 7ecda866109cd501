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
import io.lifeboat.recovery.procedure.Decision.Task;
import io.lifeboat.recovery.procedure.Decision.WaitUntil;
import io.lifeboat.recovery.procedure.Facts;
import io.lifeboat.recovery.procedure.RunPlanner;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Takes one run from where it stands to its end. */
@ApplicationScoped
class RunDriver {

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
        while (true) {
            Progress progress = runs.progress(ownership);
            List<Attempt> soFar = progress.attempts();
            Instant now = clock.instant();
            if (!progress.verified() && RunPlanner.verified(procedure, soFar, now)) {
                recovered(ownership, procedure);
            }
            Decision decision = RunPlanner.next(procedure, soFar, now);
            switch (decision) {
                case Act act when halt.reason().isPresent() -> pause(lookEvery);
                case Act act -> perform(ownership, procedure, act.tasks(), soFar);
                case WaitUntil wait -> pause(Duration.between(clock.instant(), wait.due()));
                case AwaitHuman await -> pause(lookEvery);
                case InFlight inFlight -> throw new OwnershipLostException(ownership);
                case Finish finish -> {
                    finish(ownership, finish);
                    return;
                }
            }
        }
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

    private void recovered(Ownership ownership, Procedure procedure) {
        QuarkusTransaction.requiringNew().run(() -> {
            Instant now = clock.instant();
            runs.verified(ownership, now);
            listener.recovered(ownership.incident(), now, Told.by(procedure));
        });
    }

    private void finish(Ownership ownership, Finish finish) {
        QuarkusTransaction.requiringNew().run(() -> {
            runs.finish(ownership, finish.outcome(), finish.reason());
            listener.ended(ownership.incident(), finish.outcome(), finish.reason());
        });
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
