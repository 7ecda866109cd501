package io.lifeboat.recovery.api;

import io.lifeboat.recovery.execution.HumanAnswers.NoSuchRunException;
import io.lifeboat.recovery.execution.HumanAnswers.NothingWaitsException;
import io.lifeboat.recovery.execution.RunEnding;
import io.lifeboat.recovery.execution.RunView;
import io.lifeboat.recovery.execution.RunViews;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/runs/{run}")
class RunsResource {

    record AbortRequest(@Nullable String by, @Nullable String reason) {}

    /** @param underWay the steps in the middle of which it was ended */
    record AbortView(List<String> underWay) {
        AbortView {
            underWay = List.copyOf(underWay);
        }
    }

    private final RunViews runs;
    private final RunEnding ending;
    private final OperatorGate gate;

    RunsResource(RunViews runs, RunEnding ending, OperatorGate gate) {
        this.runs = runs;
        this.ending = ending;
        this.gate = gate;
    }

    @GET
    public RunView run(@PathParam("run") UUID run, @HeaderParam("Authorization") @Nullable String authorization) {
        gate.checkReader(authorization);
        return runs.get(run).orElseThrow(() -> new NotFoundException("there is no run " + run));
    }

    @POST
    @Path("/abort")
    public AbortView abort(
            @PathParam("run") UUID run,
            @HeaderParam("Authorization") @Nullable String authorization,
            @Nullable AbortRequest request) {
        Person person = gate.check(authorization, Role.OPERATOR, request == null ? null : request.by());
        if (request == null || request.reason() == null || request.reason().isBlank()) {
            throw new BadRequestException("say why the run is to end: \"reason\"");
        }
        try {
            return new AbortView(ending.abort(run, person.name(), request.reason()));
        } catch (NoSuchRunException e) {
            throw new NotFoundException(e.getMessage());
        } catch (NothingWaitsException e) {
            throw new ClientErrorException(e.getMessage(), Response.Status.CONFLICT);
        }
    }
}
