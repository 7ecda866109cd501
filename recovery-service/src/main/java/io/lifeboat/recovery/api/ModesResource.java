package io.lifeboat.recovery.api;

import io.lifeboat.recovery.incident.Modes;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which procedures ask first after a bad call; only people call one wrong, and only people raise one again. */
@Path("/api/v1/modes")
class ModesResource {

    record Statement(@Nullable String by, @Nullable String note) {}

    private final Modes modes;
    private final OperatorGate gate;

    ModesResource(Modes modes, OperatorGate gate) {
        this.modes = modes;
        this.gate = gate;
    }

    @GET
    @Path("/lowered")
    public List<Modes.Lowered> lowered(@HeaderParam("Authorization") @Nullable String authorization) {
        gate.checkReader(authorization);
        return modes.all();
    }

    @POST
    @Path("/wrong-calls/{incident}")
    public List<Modes.Lowered> wrong(
            @PathParam("incident") UUID incident,
            @HeaderParam("Authorization") @Nullable String authorization,
            @Nullable Statement statement) {
        Person person = gate.check(authorization, Role.OPERATOR, statement == null ? null : statement.by());
        if (!modes.calledWrong(incident, person.name(), note(statement))) {
            throw new NotFoundException("nothing ran for an incident " + incident);
        }
        return modes.all();
    }

    @POST
    @Path("/lowered/{procedure}/{target}/raise")
    public List<Modes.Lowered> raise(
            @PathParam("procedure") String procedure,
            @PathParam("target") String target,
            @HeaderParam("Authorization") @Nullable String authorization,
            @Nullable Statement statement) {
        Person person = gate.check(authorization, Role.APPROVER, statement == null ? null : statement.by());
        if (!modes.raise(procedure, target, person.name(), note(statement))) {
            throw new NotFoundException("'" + procedure + "' is not lowered on '" + target + "'");
        }
        return modes.all();
    }

    private static String note(@Nullable Statement statement) {
        if (statement == null || statement.note() == null || statement.note().isBlank()) {
            throw new BadRequestException("say why: \"note\"");
        }
        return statement.note();
    }
}
