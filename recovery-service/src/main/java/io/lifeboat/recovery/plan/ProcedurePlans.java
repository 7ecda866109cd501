package io.lifeboat.recovery.plan;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.Procedure;
import io.lifeboat.catalog.Procedure.Group;
import io.lifeboat.catalog.Step;
import io.lifeboat.recovery.action.Secrets;
import io.lifeboat.recovery.execution.Runs;
import io.lifeboat.recovery.halt.AutomationHalt;
import io.lifeboat.recovery.halt.TradingHalt;
import io.lifeboat.recovery.plan.ProcedurePlan.PlannedStep;
import io.lifeboat.recovery.procedure.Facts;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Plans a run, and looks at everything that it needs, side by side. */
@ApplicationScoped
public class ProcedurePlans {

    /** Longer than any look takes that ends by itself. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Catalog catalog;
    private final NeedChecks checks;
    private final Runs runs;
    private final AutomationHalt automation;
    private final TradingHalt trading;
    private final Secrets secrets;

    ProcedurePlans(
            Catalog catalog,
            NeedChecks checks,
            Runs runs,
            AutomationHalt automation,
            TradingHalt trading,
            Secrets secrets) {
        this.catalog = catalog;
        this.checks = checks;
        this.runs = runs;
        this.automation = automation;
        this.trading = trading;
        this.secrets = secrets;
    }

    /** None if there is no such procedure. Works with the database away, and says so. */
    public Optional<ProcedurePlan> of(String id, String target) throws InterruptedException {
        Procedure procedure = catalog.procedures().get(id);
        return procedure == null ? Optional.empty() : Optional.of(plan(procedure, target));
    }

    private ProcedurePlan plan(Procedure procedure, String target) throws InterruptedException {
        List<Finding> conditions = PlanConditions.of(
                procedure,
                new PlanConditions.Now(
                        started(procedure, target),
                        automation.reason().orElse(null),
                        trading.reason().orElse(null)));
        Map<Need, Finding> found = look(procedure, target);
        List<PlannedStep> steps = new ArrayList<>();
        procedure
                .phases()
                .forEach((phase, groups) -> groups.forEach(group -> group.steps()
                        .forEach(step -> steps.add(planned(procedure, StepWords.word(phase), group, step, found)))));
        return new ProcedurePlan(
                procedure.id(),
                target,
                StepWords.word(procedure.mode()),
                procedure.hash(),
                ProcedurePlan.good(conditions, steps),
                conditions,
                steps);
    }

    private PlannedStep planned(Procedure procedure, String phase, Group group, Step step, Map<Need, Finding> found) {
        return new PlannedStep(
                phase,
                step.name(),
                step.title(),
                group.steps().size() > 1,
                StepWords.of(step.action()),
                StepWords.effect(step),
                StepWords.duration(step.timeout()),
                StepWords.onFailure(step),
                step.when(),
                NeedsPlanner.of(step, procedure, catalog).stream()
                        .flatMap(need -> Optional.ofNullable(found.get(need)).stream())
                        .toList());
    }

    private Map<Need, Finding> look(Procedure procedure, String target) throws InterruptedException {
        Facts facts = Facts.of(
                procedure,
                Map.of("id", "", "scenario", procedure.id(), "component", procedure.component(), "target", target),
                List.of(),
                List.of());
        Map<Need, Future<Finding>> looks = new LinkedHashMap<>();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            procedure.phases().values().stream()
                    .flatMap(List::stream)
                    .flatMap(group -> group.steps().stream())
                    .flatMap(step -> NeedsPlanner.of(step, procedure, catalog).stream())
                    .distinct()
                    .forEach(need -> looks.put(need, threads.submit(() -> checks.look(need, facts))));
            Map<Need, Finding> found = new LinkedHashMap<>();
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            for (Map.Entry<Need, Future<Finding>> look : looks.entrySet()) {
                found.put(look.getKey(), clean(await(look.getKey(), look.getValue(), deadline)));
            }
            return found;
        } finally {
            threads.shutdownNow();
        }
    }

    private static Finding await(Need need, Future<Finding> look, long deadline) throws InterruptedException {
        try {
            return look.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            return NeedChecks.bad(NeedWords.of(need), Reasons.of(e.getCause()));
        } catch (TimeoutException e) {
            return NeedChecks.bad(NeedWords.of(need), "no answer within " + PATIENCE.toSeconds() + " s");
        }
    }

    /** What a host or a server says may hold a secret. */
    private Finding clean(Finding finding) {
        return new Finding(finding.good(), finding.what(), secrets.redact(finding.detail()));
    }

    private OptionalLong started(Procedure procedure, String target) {
        try {
            return OptionalLong.of(QuarkusTransaction.requiringNew()
                    .call(() -> runs.startedWithin(
                            procedure.id(), target, procedure.budget().per())));
        } catch (RuntimeException e) {
            return OptionalLong.empty();
        }
    }
}
