package io.lifeboat.recovery.api;

import io.lifeboat.recovery.authority.TradingStop;
import io.lifeboat.recovery.halt.AutomationHalt;
import io.lifeboat.recovery.halt.HaltPart;
import io.lifeboat.recovery.halt.TradingHalt;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The kill switches. Operators and machines set them, approvers clear them; setting one needs no database. */
@Path("/api/v1/halts/{part}")
class HaltResource {

    record HaltRequest(@Nullable String by, @Nullable String reason) {}

    /**
     * @param reason empty if it is not halted
     * @param confirmed for trading that was just halted: whether the order gateway has said that it takes no order; else true
     * @param detail what the gateway has said
     * @param next after trading was cleared: what gives the authority back, a command each
     */
    record HaltView(String part, boolean halted, String reason, boolean confirmed, String detail, List<String> next) {
        HaltView {
            next = List.copyOf(next);
        }
    }

    private final AutomationHalt automation;
    private final TradingHalt trading;
    private final TradingStop stop;
    private final OperatorGate gate;

    HaltResource(AutomationHalt automation, TradingHalt trading, TradingStop stop, OperatorGate gate) {
        this.automation = automation;
        this.trading = trading;
        this.stop = stop;
        this.gate = gate;
    }

    @GET
    public HaltView state(
            @PathParam("part") String name, @HeaderParam("Authorization") @Nullable String authorization) {
        gate.checkReader(authorization);
        return view(part(name), true, "", List.of());
    }

    @PUT
    public HaltView set(
            @PathParam("part") String name,
            @HeaderParam("Authorization") @Nullable String authorization,
            @Nullable HaltRequest request)
            throws InterruptedException {
        Person person = gate.check(authorization, Role.OPERATOR, request == null ? null : request.by());
        HaltPart part = part(name);
        if (request == null || request.reason() == null || request.reason().isBlank()) {
            throw new BadRequestException("say why: \"reason\"");
        }
        return switch (part) {
            case AUTOMATION -> {
                automation.set(person.name(), request.reason());
                yield view(part, true, "", List.of());
            }
            case TRADING -> {
                TradingStop.Stopped stopped = stop.halt(person.name(), request.reason());
                yield view(part, stopped.confirmed(), stopped.detail(), List.of());
            }
        };
    }

    @DELETE
    public HaltView clear(
            @PathParam("part") String name,
            @HeaderParam("Authorization") @Nullable String authorization,
            @QueryParam("by") @Nullable String by) {
        Person person = gate.check(authorization, Role.APPROVER, by);
        HaltPart part = part(name);
        List<String> next = switch (part) {
            case AUTOMATION -> {
                automation.clear(person.name());
                yield List.of();
            }
            case TRADING -> stop.clear(person.name());
        };
        return view(part, true, "", next);
    }

    private HaltView view(HaltPart part, boolean confirmed, String detail, List<String> next) {
        Optional<String> reason = part == HaltPart.AUTOMATION ? automation.reason() : trading.reason();
        return new HaltView(part.word(), reason.isPresent(), reason.orElse(""), confirmed, detail, next);
    }

    private static HaltPart part(String name) {
        return Stream.of(HaltPart.values())
                .filter(part -> part.word().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new NotFoundException("there is no '" + name + "' to halt, only automation and trading"));
    }
}
