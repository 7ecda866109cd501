package io.lifeboat.recovery.api;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.messaging.RejectedEventException;
import io.lifeboat.recovery.incident.ByHand;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/procedures")
class ProceduresResource {

    /** @param target a host of the catalog, or a component that has none */
    record RunRequest(
            @Nullable String target,
            @Nullable String by,
            @Nullable String note) {}

    private final ByHand byHand;
    private final Catalog catalog;
    private final OperatorGate gate;

    ProceduresResource(ByHand byHand, Catalog catalog, OperatorGate gate) {
        this.byHand = byHand;
        this.catalog = catalog;
        this.gate = gate;
    }

    @POST
    @Path("/{id}/runs")
    public Response run(
            @PathParam("id") String id,
            @HeaderParam("Authorization") @Nullable String authorization,
            @Nullable RunRequest request) {
        Person person = gate.check(authorization, Role.OPERATOR, request == null ? null : request.by());
        String target = request == null ? null : request.target();
        if (target == null
                || !(catalog.hosts().containsKey(target) || catalog.components().containsKey(target))) {
            throw new BadRequestException("the target is a host or a component of the catalog, not '" + target + "'");
        }
        String note = request == null || request.note() == null ? "" : request.note();
        try {
            ByHand.Begun begun = byHand.begin(id, target, person.name(), note)
                    .orElseThrow(() -> new ClientErrorException(
                            "the procedure '" + id + "' runs on '" + target + "' already", Response.Status.CONFLICT));
            return Response.status(Response.Status.CREATED).entity(begun).build();
        } catch (RejectedEventException e) {
            throw new NotFoundException(e.getMessage());
        }
    }
}
