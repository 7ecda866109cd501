package io.lifeboat.recovery.api;

import io.lifeboat.recovery.audit.Audit;
import io.lifeboat.recovery.audit.AuditReport;
import io.lifeboat.recovery.incident.ChecklistTicks;
import io.lifeboat.recovery.report.IncidentReport;
import io.lifeboat.recovery.report.Reports;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Path("/api/v1")
class ReportsResource {

    record TickRequest(@Nullable String by, @Nullable String note) {}

    private final Reports reports;
    private final Audit audit;
    private final ChecklistTicks ticks;
    private final OperatorGate gate;

    ReportsResource(Reports reports, Audit audit, ChecklistTicks ticks, OperatorGate gate) {
        this.reports = reports;
        this.audit = audit;
        this.ticks = ticks;
        this.gate = gate;
    }

    @GET
    @Path("/incidents/{id}/report")
    public IncidentReport report(
            @PathParam("id") UUID id, @HeaderParam("Authorization") @Nullable String authorization) {
        gate.checkReader(authorization);
        return reports.of(id).orElseThrow(() -> new NotFoundException("there is no incident " + id));
    }

    @POST
    @Path("/incidents/{id}/checklist/{item}")
    public Response tick(
            @PathParam("id") UUID id,
            @PathParam("item") int item,
            @HeaderParam("Authorization") @Nullable String authorization,
            @Nullable TickRequest request) {
        Person person = gate.check(authorization, Role.OPERATOR, request == null ? null : request.by());
        if (item < 1 || item > ChecklistTicks.ITEMS) {
            throw new BadRequestException("the checklist has items 1 to " + ChecklistTicks.ITEMS + ", not " + item);
        }
        String note = request == null || request.note() == null ? "" : request.note();
        if (!ticks.tick(id, item, person.name(), note)) {
            throw new NotFoundException("there is no incident " + id);
        }
        return Response.noContent().build();
    }

    @GET
    @Path("/audit")
    public AuditReport verify(@HeaderParam("Authorization") @Nullable String authorization) {
        gate.checkReader(authorization);
        return audit.verify();
    }
}
