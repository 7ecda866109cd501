package io.lifeboat.recovery.api;

import io.lifeboat.recovery.incident.IncidentViews;
import io.lifeboat.recovery.incident.IncidentViews.IncidentView;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Path("/api/v1")
class IncidentsResource {

    private final IncidentViews incidents;
    private final OperatorGate gate;

    IncidentsResource(IncidentViews incidents, OperatorGate gate) {
        this.incidents = incidents;
        this.gate = gate;
    }

    /** @param state {@code open} for those that are not closed; otherwise the newest hundred */
    @GET
    @Path("/incidents")
    public List<IncidentView> list(
            @QueryParam("state") @Nullable String state, @HeaderParam("Authorization") @Nullable String authorization) {
        gate.checkReader(authorization);
        if (state != null && !state.equals("open")) {
            throw new BadRequestException("the state to ask for is 'open', not '" + state + "'");
        }
        return incidents.list("open".equals(state));
    }

    @GET
    @Path("/incidents/{id}")
    public IncidentView incident(
            @PathParam("id") UUID id, @HeaderParam("Authorization") @Nullable String authorization) {
        gate.checkReader(authorization);
        return incidents.get(id).orElseThrow(() -> new NotFoundException("there is no incident " + id));
    }
}
