package io.lifeboat.recovery.api;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.Component;
import io.lifeboat.catalog.Procedure;
import io.lifeboat.messaging.RejectedEventException;
import io.lifeboat.recovery.incident.ByHand;
import io.lifeboat.recovery.plan.ProcedurePlan;
import io.lifeboat.recovery.plan.ProcedurePlans;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/procedures")
class ProceduresResource {

    /** @param target a host of the catalog, or a component that has none; none: what the procedure's component runs on */
    record RunRequest(
            @Nullable String target,
            @Nullable String by,
            @Nullable String note) {}

    private final ByHand byHand;
    private final ProcedurePlans plans;
    private final Catalog catalog;
    private final OperatorGate gate;

    ProceduresResource(ByHand byHand, ProcedurePlans plans, Catalog catalog, OperatorGate gate) {
        this.byHand = byHand;
        this.plans = plans;
        this.catalog = catalog;
        this.gate = gate;
    }

    /** What a run would do now, with live checks. Nothing is changed. */
    @GET
    @Path("/{id}/plan")
    public ProcedurePlan plan(
            @PathParam("id") String id,
            @QueryParam("target") @Nullable String target,
            @HeaderParam("Authorization") @Nullable String authorization)
            throws InterruptedException {
        gate.checkReader(authorization);
        return plans.of(id, target(id, target))
                .orElseThrow(() -> new NotFoundException("the catalog has no procedure '" + id + "', only "
                        + catalog.procedures().keySet()));
    }

    @POST
    @Path("/{id}/runs")
    public Response run(
            @PathParam("id") String id,
            @HeaderParam("Authorization") @Nullable String authorization,
            @Nullable RunRequest request) {
        Person person = gate.check(authorization, Role.OPERATOR, request == null ? null : request.by());
        String target = target(id, request == null ? null : request.target());
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

    /** Where none is named, it is what the procedure's component runs on. */
    private String target(String procedure, @Nullable String named) {
        Procedure known = catalog.procedures().get(procedure);
        Component component = known == null ? null : catalog.components().get(known.component());
        if (named == null && component != null) {
            return catalog.targetOf(component);
        }
        if (named == null
                || !(catalog.hosts().containsKey(named) || catalog.components().containsKey(named))) {
            throw new BadRequestException("the target is a host or a component of the catalog, not '" + named + "'");
        }
        return named;
    }
}
