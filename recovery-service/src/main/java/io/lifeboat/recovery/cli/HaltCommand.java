package io.lifeboat.recovery.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lifeboat.event.EventIds;
import io.lifeboat.recovery.halt.HaltFile;
import io.lifeboat.recovery.halt.HaltNote;
import io.lifeboat.recovery.halt.HaltPart;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "halt",
        description = {
            "Stops Lifeboat from acting, or everything from trading, at once and until a person clears it.",
            "With --state it needs no service, no Kafka and no database: it writes the file that the service looks at before each act.",
            "With --catalog it tells the order gateway itself, which needs none of them either."
        },
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = 69,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:halted; of trading: and the order gateway has said that it takes no order",
            "1:trading is halted, and the order gateway has not confirmed it: it may go on",
            "2:the command line is wrong",
            "69:refused, or the service does not answer"
        })
public final class HaltCommand implements Callable<Integer> {

    private static final int UNCONFIRMED = 1;

    @Mixin
    ServiceOption service = new ServiceOption();

    @Parameters(paramLabel = "WHAT", description = "automation or trading")
    String what = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for the record.")
    String reason = "";

    @Option(names = "--by", paramLabel = "NAME", description = "Who, where the token does not say it.")
    @Nullable
    String by;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "The recovery service's state folder (LIFEBOAT_RECOVERY_STATE there): write the file itself.")
    @Nullable
    Path state;

    @Option(
            names = "--catalog",
            paramLabel = "DIR",
            description = "The plan's folder, for trading: tell the order gateway that it names.")
    @Nullable
    Path catalog;

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        HaltPart part = HaltedPart.of(spec, what);
        if (catalog != null && part != HaltPart.TRADING) {
            throw new ParameterException(spec.commandLine(), "--catalog is for trading: the automation has no gateway");
        }
        return state == null && catalog == null ? byService(part) : directly(part);
    }

    private int byService(HaltPart part) throws IOException {
        ObjectNode body = RecoveryClient.JSON.createObjectNode().put("by", by).put("reason", reason);
        JsonNode halted;
        try {
            halted = service.client().send("PUT", "/api/v1/halts/" + part.word(), body);
        } catch (ServiceAwayException e) {
            throw new IllegalStateException(
                    e.getMessage() + " Without it: --state DIR"
                            + (part == HaltPart.TRADING ? ", and --catalog DIR for the order gateway itself." : "."),
                    e);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (part == HaltPart.AUTOMATION) {
            out.println("halted: no step begins until 'lifeboat clear automation'");
            return 0;
        }
        out.println(halted.path("detail").asText());
        return said(halted.path("confirmed").asBoolean());
    }

    /** What can be done is done, whatever fails besides. */
    private int directly(HaltPart part) throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Path folder = state;
        if (folder != null) {
            HaltFile file = new HaltFile(folder, part);
            file.set(new HaltNote(EventIds.unique(), Objects.requireNonNullElse(by, "the command line"), reason));
            out.println("halted by " + file.path());
        }
        if (part == HaltPart.AUTOMATION) {
            return 0;
        }
        Path plan = catalog;
        if (plan == null) {
            out.println("the order gateway hears it from the service that looks there; with --catalog DIR from here");
            return said(false);
        }
        return said(GatewayHalt.of(plan, out));
    }

    private int said(boolean confirmed) {
        spec.commandLine()
                .getOut()
                .println(
                        confirmed
                                ? "halted: nothing trades until 'lifeboat clear trading', and a procedure that gives the authority back"
                                : "NOT CONFIRMED: trading may go on. Disable the account or its key at the broker.");
        return confirmed ? 0 : UNCONFIRMED;
    }
}
