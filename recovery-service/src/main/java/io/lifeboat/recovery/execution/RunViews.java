package io.lifeboat.recovery.execution;

import io.lifeboat.catalog.Procedure;
import io.lifeboat.recovery.execution.RunView.StepView;
import io.lifeboat.recovery.procedure.ProcedureJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

@ApplicationScoped
public class RunViews {

    private final RunRows runs;
    private final AttemptRows attempts;

    RunViews(RunRows runs, AttemptRows attempts) {
        this.runs = runs;
        this.attempts = attempts;
    }

    @Transactional
    public Optional<RunView> get(UUID id) {
        return runs.findByIdOptional(id).map(this::view);
    }

    @Transactional
    public List<RunView> ofIncident(UUID incident) {
        return runs.ofIncident(incident).stream().map(this::view).toList();
    }

    /** The procedures that an incident's runs go by, each as it was pinned, by the run. */
    @Transactional
    public Map<UUID, Procedure> procedures(UUID incident) {
        return runs.ofIncident(incident).stream()
                .collect(Collectors.toMap(run -> run.id, run -> ProcedureJson.read(run.pinned)));
    }

    private RunView view(RunEntity run) {
        return new RunView(
                run.id,
                run.incident,
                run.procedure,
                run.procedureHash,
                run.state,
                run.reason,
                run.verifiedAt,
                run.startedAt,
                run.endedAt,
                attempts.of(run.id).stream()
                        .map(a -> new StepView(
                                a.phase,
                                a.step,
                                a.number,
                                a.state.name(),
                                a.startedAt,
                                a.endedAt,
                                a.detail,
                                a.value,
                                a.fault,
                                a.digest,
                                a.output))
                        .toList());
    }
}
