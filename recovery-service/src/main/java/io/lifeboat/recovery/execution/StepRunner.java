package io.lifeboat.recovery.execution;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.Component;
import io.lifeboat.catalog.Procedure;
import io.lifeboat.catalog.Step;
import io.lifeboat.catalog.action.ApproveAction;
import io.lifeboat.recovery.RecoveryConfig;
import io.lifeboat.recovery.action.ActionContext;
import io.lifeboat.recovery.action.ActionOutcome;
import io.lifeboat.recovery.action.Actions;
import io.lifeboat.recovery.action.Output;
import io.lifeboat.recovery.action.ProbeExecutor;
import io.lifeboat.recovery.action.Secrets;
import io.lifeboat.recovery.procedure.Decision;
import io.lifeboat.recovery.procedure.Decision.Ask;
import io.lifeboat.recovery.procedure.Decision.Resolve;
import io.lifeboat.recovery.procedure.Decision.Start;
import io.lifeboat.recovery.procedure.Decision.Task;
import io.lifeboat.recovery.procedure.Expression;
import io.lifeboat.recovery.procedure.Facts;
import io.lifeboat.recovery.procedure.StepConsequence;
import io.lifeboat.recovery.procedure.StepKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Carries out one task of a run: intent, act, outcome. */
@ApplicationScoped
class StepRunner {

    private static final Logger LOG = Logger.getLogger(StepRunner.class);
    private static final int VERIFY_TRIES = 5;

    private final Attempts attempts;
    private final Actions actions;
    private final ProbeExecutor probes;
    private final Catalog catalog;
    private final Secrets secrets;
    private final Duration verifyEvery;

    StepRunner(
            Attempts attempts,
            Actions actions,
            ProbeExecutor probes,
            Catalog catalog,
            Secrets secrets,
            RecoveryConfig config) {
        this.attempts = attempts;
        this.actions = actions;
        this.probes = probes;
        this.catalog = catalog;
        this.secrets = secrets;
        this.verifyEvery = config.verifyEvery();
    }

    /** @param failures how often the step has failed before, in this pass */
    void run(Ownership ownership, Procedure procedure, Task task, int failures, Supplier<Facts> facts)
            throws InterruptedException {
        switch (task) {
            case Start start -> {
                Facts known = facts.get();
                String when = start.key().step().when();
                if (when != null && !Expression.test(when, known)) {
                    attempts.skip(ownership, start.key(), start.number(), "not needed: " + when);
                    return;
                }
                attempts.begin(ownership, start.key(), start.number());
                ActionOutcome outcome = actions.execute(new ActionContext(
                        ownership.incident(),
                        ownership.run(),
                        start.key().step(),
                        start.key().pass(),
                        start.number(),
                        failures,
                        known));
                record(ownership, start, outcome, failures);
            }
            case Resolve resolve -> record(ownership, resolve, resolve(procedure, resolve.key()), failures);
            case Decision.Due due ->
                attempts.due(
                        ownership,
                        due.key(),
                        due.number(),
                        escalated(procedure, due.key().step()));
            case Ask ask ->
                record(
                        ownership,
                        ask,
                        new ActionOutcome.NeedsHuman(
                                ask.role(),
                                "'" + ask.key().step().title() + "' has failed: " + ask.failure() + ". "
                                        + answers("it is done")),
                        failures);
        }
    }

    /** The act's outcome must not be lost to a database that is away for a moment: the act can't be taken back. */
    private void record(Ownership ownership, Task task, ActionOutcome outcome, int failures)
            throws InterruptedException {
        ActionOutcome clean = redacted(outcome);
        String decision = StepConsequence.of(task.key().step(), failures + 1);
        for (long pause = 50; ; pause = Math.min(pause * 2, 2_000)) {
            try {
                attempts.end(ownership, task.key(), task.number(), clean, decision);
                return;
            } catch (OwnershipLostException e) {
                throw e;
            } catch (RuntimeException e) {
                LOG.warnf(
                        "the outcome of %s can't be recorded yet: %s",
                        task.key().step().name(), e.getMessage());
                TimeUnit.MILLISECONDS.sleep(pause);
            }
        }
    }

    /** The one way onto the record: what an act says may hold a secret. */
    private ActionOutcome redacted(ActionOutcome outcome) {
        return switch (outcome) {
            case ActionOutcome.Succeeded s ->
                new ActionOutcome.Succeeded(secrets.redact(s.detail()), redacted(s.output()), redacted(s.value()));
            case ActionOutcome.Failed f ->
                new ActionOutcome.Failed(secrets.redact(f.reason()), redacted(f.output()), f.fault());
            case ActionOutcome.Unknown u -> new ActionOutcome.Unknown(secrets.redact(u.reason()), redacted(u.output()));
            case ActionOutcome.NeedsHuman h -> h;
            case ActionOutcome.NeedsApproval a -> a;
            case ActionOutcome.Later l -> l;
        };
    }

    private @Nullable Output redacted(@Nullable Output output) {
        return output == null ? null : new Output(output.sha256(), secrets.redact(output.tail()));
    }

    private @Nullable String redacted(@Nullable String value) {
        return value == null ? null : secrets.redact(value);
    }

    /** What its probe can't tell, a person must: an act that may have taken place is never taken for one that has not. */
    private ActionOutcome resolve(Procedure procedure, StepKey key) throws InterruptedException {
        Step.Verify verify = key.step().verify();
        Optional<ActionOutcome> found = Optional.empty();
        for (int i = 0; verify != null && i < VERIFY_TRIES; i++) {
            found = probes.verify(verify);
            if (found.isPresent() && found.get() instanceof ActionOutcome.Succeeded succeeded) {
                return new ActionOutcome.Succeeded("it took place: " + succeeded.detail());
            }
            TimeUnit.MILLISECONDS.sleep(verifyEvery.toMillis());
        }
        if (found.isPresent() && found.get() instanceof ActionOutcome.Failed failed) {
            return new ActionOutcome.Failed("it did not take place: " + failed.reason());
        }
        return new ActionOutcome.NeedsHuman(
                role(procedure, key.step()),
                "Did '" + key.step().title() + "' take place? Lifeboat can't tell. " + answers("it did"));
    }

    /** Who was asked and has not answered, and who answers for the component. */
    private Set<String> escalated(Procedure procedure, Step step) {
        Set<String> roles = new LinkedHashSet<>();
        if (step.action() instanceof ApproveAction approve) {
            roles.add(approve.role());
        }
        roles.add(role(procedure, step));
        return roles;
    }

    private String role(Procedure procedure, Step step) {
        if (step.onFailure() instanceof Step.Ask ask) {
            return ask.role();
        }
        Component component = catalog.components().get(procedure.component());
        return component == null ? catalog.contacts().keySet().iterator().next() : component.contact();
    }

    private static String answers(String done) {
        return "Answer 'done' if " + done + ", 'failed' if not, 'abort' to end the run.";
    }
}
