package io.lifeboat.recovery.api;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Map;

/** What is wrong with a request, in one line. */
@Provider
class ProblemMapper implements ExceptionMapper<WebApplicationException> {

    @Override
    public Response toResponse(WebApplicationException failure) {
        return Response.status(failure.getResponse().getStatus())
                .type(MediaType.APPLICATION_JSON)
                .entity(Map.of("problem", String.valueOf(failure.getMessage())))
                .build();
    }
}
