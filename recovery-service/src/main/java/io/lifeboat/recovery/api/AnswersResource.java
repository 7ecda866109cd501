package io.lifeboat.recovery.api;

import io.lifeboat.recovery.execution.HumanAnswers;
import io.lifeboat.recovery.execution.HumanAnswers.Answer;
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
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/runs/{run}/steps/{step}/answer")
class AnswersResource {

    /** @param answer {@code done, failed, retry, skip} or {@code abort} */
    record AnswerRequest(
            @Nullable String answer,
            @Nullable String by,
            @Nullable String note) {}

    private final HumanAnswers answers;
    private final OperatorGate gate;

    AnswersResource(HumanAnswers answers, OperatorGate gate) {
        this.answers = answers;
        this.gate = gate;
    }

    @POST
    public Response answer(
            @PathParam("run") UUID run,
            @PathParam("step") String step,
            @HeaderParam("Authorization") @Nullable String authorization,
            @Nullable AnswerRequest request) {
        Person person = gate.check(authorization, Role.OPERATOR, request == null ? null : request.by());
        if (request == null) {
            throw new BadRequestException("say what the answer is: {\"answer\": \"done\", \"by\": \"…\"}");
        }
        try {
            answers.answer(
                    run, step, parse(request.answer()), person.name(), request.note() == null ? "" : request.note());
        } catch (NoSuchRunException e) {
            throw new NotFoundException(e.getMessage());
        } catch (NothingWaitsException e) {
            throw new ClientErrorException(e.getMessage(), Response.Status.CONFLICT);
        }
        return Response.noContent().build();
    }

    private static Answer parse(@Nullable String text) {
        try {
            return Answer.valueOf(String.valueOf(text).toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new BadRequestException("the answer is done, failed, retry, skip or abort, not '" + text + "'");
        }
    }
}
