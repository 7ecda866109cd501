package io.lifeboat.recovery.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.sql.SQLException;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What is wrong with a request, in one line. */
class ProblemMapper {

    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

    @ServerExceptionMapper
    Response request(WebApplicationException failure) {
        int status = failure.getResponse().getStatus();
        String message = failure.getCause() instanceof IllegalArgumentException
                ? "the address is wrong: " + failure.getCause().getMessage()
                : String.valueOf(failure.getMessage());
        return problem(status, message);
    }

    @ServerExceptionMapper
    Response json(JsonProcessingException failure) {
        return problem(
                Status.BAD_REQUEST.getStatusCode(),
                "the body is not the JSON that is expected here: " + failure.getOriginalMessage());
    }

    @ServerExceptionMapper
    Response ours(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                LOG.warnf("a request found the database away: %s", sql.getMessage());
                return problem(Status.SERVICE_UNAVAILABLE.getStatusCode(), "the database does not answer: try again");
            }
        }
        LOG.error("a request has failed", failure);
        return problem(
                Status.INTERNAL_SERVER_ERROR.getStatusCode(), "an error in Lifeboat itself: the service's log has it");
    }

    private static Response problem(int status, String message) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON)
                .entity(Map.of("problem", message.lines().findFirst().orElse("")))
                .build();
    }
}
