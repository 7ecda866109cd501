package io.lifeboat.recovery.api;

import io.lifeboat.recovery.halt.AutomationHalt;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.Map;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/halts/automation")
class HaltResource {

    record HaltRequest(@Nullable String by, @Nullable String reason) {}

    private final AutomationHalt halt;
    private final OperatorGate gate;

    HaltResource(AutomationHalt halt, OperatorGate gate) {
        this.halt = halt;
        this.gate = gate;
    }

    @GET
    public Map<String, Object> state() {
        return Map.of(
                "halted", halt.reason().isPresent(), "reason", halt.reason().orElse(""));
    }

    @PUT
    public Map<String, Object> set(
            @HeaderParam("Authorization") @Nullable String authorization, @Nullable HaltRequest request) {
        Person person = gate.check(authorization, Role.OPERATOR, request == null ? null : request.by());
        if (request == null || request.reason() == null || request.reason().isBlank()) {
            throw new BadRequestException("say why: \"reason\"");
        }
        halt.set(person.name(), request.reason());
        return state();
    }

    @DELETE
    public Map<String, Object> clear(
            @HeaderParam("Authorization") @Nullable String authorization, @QueryParam("by") @Nullable String by) {
        gate.check(authorization, Role.OPERATOR, by);
        halt.clear();
        return state();
    }
}
