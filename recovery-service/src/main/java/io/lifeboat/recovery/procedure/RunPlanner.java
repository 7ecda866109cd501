package io.lifeboat.recovery.procedure;

import io.lifeboat.catalog.Procedure;
import io.lifeboat.catalog.Procedure.Group;
import io.lifeboat.catalog.Procedure.Phase;
import io.lifeboat.catalog.Step;
import io.lifeboat.recovery.procedure.Decision.Act;
import io.lifeboat.recovery.procedure.Decision.AwaitHuman;
import io.lifeboat.recovery.procedure.Decision.Finish;
import io.lifeboat.recovery.procedure.Decision.InFlight;
import io.lifeboat.recovery.procedure.Decision.Outcome;
import io.lifeboat.recovery.procedure.Decision.Task;
import io.lifeboat.recovery.procedure.Decision.WaitUntil;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What is next in a run. Knows nothing but the procedure and the attempts, so that a run goes on after a crash as if
 * there had been none.
 *
 * <p>Phases run in the plan's order. The alternative runs when a step of the recovery asks for it, or when the
 * verification fails and it has not run yet; a second verification follows it.
 */
public final class RunPlanner {

    private final Procedure procedure;
    private final List<Attempt> attempts;
    private final Instant now;
    private boolean verified;

    private RunPlanner(Procedure procedure, List<Attempt> attempts, Instant now) {
        this.procedure = procedure;
        this.attempts = attempts;
        this.now = now;
    }

    /** @param attempts all of the run, in the order of their start */
    public static Decision next(Procedure procedure, List<Attempt> attempts, Instant now) {
        return new RunPlanner(procedure, attempts, now).next();
    }

    /** Whether the verification has passed, so that the bot is recovered: what is left to do then may take days. */
    public static boolean verified(Procedure procedure, List<Attempt> attempts, Instant now) {
        RunPlanner planner = new RunPlanner(procedure, attempts, now);
        planner.next();
        return planner.verified;
    }

    private Decision next() {
        for (Phase phase : List.of(Phase.IMMEDIATE, Phase.ASSESS)) {
            PhaseStatus status = phase(phase, 1);
            if (!(status instanceof PhaseStatus.Over)) {
                return decision(status);
            }
        }
        PhaseStatus recover = phase(Phase.RECOVER, 1);
        return switch (recover) {
            case PhaseStatus.Over over -> verifyAfterRecovery();
            case PhaseStatus.Detour detour -> alternative();
            case PhaseStatus.Broken broken -> decision(recover);
            case PhaseStatus.Undo undo -> decision(recover);
            case PhaseStatus.Pending pending -> decision(recover);
        };
    }

    private Decision verifyAfterRecovery() {
        PhaseStatus verify = phase(Phase.VERIFY, 1);
        boolean failed = switch (verify) {
            case PhaseStatus.Broken broken -> broken.outcome() == Outcome.FAILED;
            case PhaseStatus.Detour detour -> true;
            case PhaseStatus.Undo undo -> false;
            case PhaseStatus.Pending pending -> false;
            case PhaseStatus.Over over -> false;
        };
        boolean hasAlternative = !groups(Phase.ALTERNATIVE).isEmpty();
        if (failed && hasAlternative) {
            return alternative();
        }
        return verify instanceof PhaseStatus.Over ? resolve() : decision(verify);
    }

    private Decision alternative() {
        PhaseStatus status = phase(Phase.ALTERNATIVE, 1);
        if (!(status instanceof PhaseStatus.Over)) {
            return decision(status);
        }
        PhaseStatus verify = phase(Phase.VERIFY, 2);
        return verify instanceof PhaseStatus.Over ? resolve() : decision(verify);
    }

    /** The bot is recovered by now: what fails here does not take that back. */
    private Decision resolve() {
        verified = true;
        PhaseStatus status = phase(Phase.RESOLVE, 1);
        return switch (status) {
            case PhaseStatus.Over over -> new Finish(Outcome.SUCCEEDED, "verified");
            case PhaseStatus.Broken broken
            when broken.outcome() == Outcome.FAILED ->
                new Finish(Outcome.SUCCEEDED, "verified; but " + broken.reason());
            case PhaseStatus.Broken broken -> decision(status);
            case PhaseStatus.Detour detour -> new Finish(Outcome.SUCCEEDED, "verified; but " + detour.reason());
            case PhaseStatus.Undo undo -> new Finish(Outcome.SUCCEEDED, "verified; but " + undo.reason());
            case PhaseStatus.Pending pending -> decision(status);
        };
    }

    private Decision decision(PhaseStatus status) {
        return switch (status) {
            case PhaseStatus.Pending pending -> pending.decision();
            case PhaseStatus.Broken broken -> new Finish(broken.outcome(), broken.reason());
            case PhaseStatus.Detour detour -> new Finish(Outcome.FAILED, detour.reason());
            case PhaseStatus.Undo undo -> undo(undo.reason());
            case PhaseStatus.Over over -> throw new IllegalStateException("a phase that is over decides nothing");
        };
    }

    /** What was done is taken back; whatever comes of that, the run has failed. */
    private Decision undo(String reason) {
        PhaseStatus status = phase(Phase.COMPENSATE, 1);
        return status instanceof PhaseStatus.Pending pending
                ? pending.decision()
                : new Finish(
                        Outcome.FAILED,
                        status instanceof PhaseStatus.Over
                                ? reason + " (and what was done is taken back)"
                                : reason + " (AND NOT ALL OF IT COULD BE TAKEN BACK)");
    }

    private PhaseStatus phase(Phase phase, int pass) {
        String target = null;
        for (Group group : groups(phase)) {
            if (target != null && group.steps().stream().noneMatch(names(target))) {
                continue;
            }
            target = null;
            List<StepStatus> all = statuses(phase, pass, group);
            Optional<PhaseStatus> status = group(group, all);
            if (status.isPresent()) {
                return status.get();
            }
            target = select(all, StepStatus.Jump.class)
                    .map(StepStatus.Jump::step)
                    .findFirst()
                    .orElse(null);
        }
        return new PhaseStatus.Over();
    }

    private static Predicate<Step> names(String target) {
        return step -> step.name().equals(target);
    }

    private List<StepStatus> statuses(Phase phase, int pass, Group group) {
        return group.steps().stream()
                .map(step -> new StepKey(phase, pass, step))
                .map(key -> StepPolicy.status(key, of(key), earlier(key), now))
                .toList();
    }

    /** None if the group is through. All of a parallel group ends before one of its failures counts. */
    private Optional<PhaseStatus> group(Group group, List<StepStatus> all) {
        List<Task> due =
                select(all, StepStatus.Due.class).map(StepStatus.Due::task).toList();
        if (!due.isEmpty()) {
            return pending(new Act(due));
        }
        String names = String.join(", ", group.steps().stream().map(Step::name).toList());
        if (select(all, StepStatus.Running.class).findAny().isPresent()) {
            return pending(new InFlight(names));
        }
        Optional<Instant> later =
                select(all, StepStatus.Later.class).map(StepStatus.Later::due).min(Instant::compareTo);
        if (later.isPresent()) {
            return pending(new WaitUntil(later.get()));
        }
        if (select(all, StepStatus.Waiting.class).findAny().isPresent()) {
            return pending(new AwaitHuman(names));
        }
        return Stream.of(
                        select(all, StepStatus.Aborted.class)
                                .<PhaseStatus>map(a -> new PhaseStatus.Broken(Outcome.ABORTED, a.reason())),
                        select(all, StepStatus.Failed.class)
                                .<PhaseStatus>map(f -> new PhaseStatus.Broken(Outcome.FAILED, f.reason())),
                        select(all, StepStatus.TooOften.class)
                                .<PhaseStatus>map(t -> new PhaseStatus.Broken(Outcome.MAX_ATTEMPTS, t.reason())),
                        select(all, StepStatus.Undo.class).<PhaseStatus>map(u -> new PhaseStatus.Undo(u.reason())),
                        select(all, StepStatus.Detour.class).<PhaseStatus>map(d -> new PhaseStatus.Detour(d.reason())))
                .flatMap(found -> found)
                .findFirst();
    }

    private static Optional<PhaseStatus> pending(Decision decision) {
        return Optional.of(new PhaseStatus.Pending(decision));
    }

    private static <S extends StepStatus> Stream<S> select(List<StepStatus> all, Class<S> kind) {
        return all.stream().filter(kind::isInstance).map(kind::cast);
    }

    private List<Attempt> of(StepKey key) {
        return attempts.stream()
                .filter(attempt -> attempt.step().equals(key.step().name()) && attempt.pass() == key.pass())
                .toList();
    }

    private int earlier(StepKey key) {
        return (int) attempts.stream()
                .filter(attempt -> attempt.step().equals(key.step().name()) && attempt.pass() < key.pass())
                .count();
    }

    private List<Group> groups(Phase phase) {
        return procedure.phases().getOrDefault(phase, List.of());
    }
}
