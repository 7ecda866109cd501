package io.lifeboat.recovery.api;

import io.lifeboat.recovery.execution.HumanAnswers;
import io.lifeboat.recovery.execution.HumanAnswers.NoSuchRunException;
import io.lifeboat.recovery.execution.HumanAnswers.NothingWaitsException;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/runs/{run}/steps/{step}/approval")
class ApprovalsResource {

    /**
     * @param approved false is a denial
     * @param procedureHash of the procedure as it was read; none: as the run has it
     */
    record ApprovalRequest(
            @Nullable Boolean approved,
            @Nullable String by,
            @Nullable String note,
            @Nullable String procedureHash) {}

    private final HumanAnswers answers;
    private final OperatorGate gate;

    ApprovalsResource(HumanAnswers answers, OperatorGate gate) {
        this.answers = answers;
        this.gate = gate;
    }

    @POST
    public Response approve(
            @PathParam("run") UUID run,
            @PathParam("step") String step,
            @HeaderParam("Authorization") @Nullable String authorization,
            @Nullable ApprovalRequest request) {
        Person person = gate.check(authorization, Role.APPROVER, request == null ? null : request.by());
        if (request == null || request.approved() == null) {
            throw new BadRequestException("say what the answer is: {\"approved\": true, \"by\": \"…\"}");
        }
        String note = request.note() == null ? "" : request.note();
        try {
            int missing = request.approved()
                    ? answers.approve(run, step, person.name(), note, request.procedureHash())
                    : answers.deny(run, step, person.name(), note);
            return Response.ok(Map.of("missing", missing)).build();
        } catch (NoSuchRunException e) {
            throw new NotFoundException(e.getMessage());
        } catch (NothingWaitsException e) {
            throw new ClientErrorException(e.getMessage(), Response.Status.CONFLICT);
        }
    }
}
