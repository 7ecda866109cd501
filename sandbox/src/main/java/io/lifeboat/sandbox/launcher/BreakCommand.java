package io.lifeboat.sandbox.launcher;

import io.lifeboat.sandbox.Disaster;
import io.lifeboat.sandbox.Sandbox;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "break",
        description = "Breaks the bot of the run that is up.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "WHAT is one of: api | api --config | mt5 | mt5 --transient | primary-server | primary-server --hung | database | breach"
        })
final class BreakCommand implements Callable<Integer> {

    @Parameters(arity = "1", paramLabel = "WHAT", description = "api, mt5, primary-server, database or breach")
    String what = "";

    @Option(names = "--config", description = "api: corrupt its configuration, so that a restart does not mend it.")
    boolean config;

    @Option(names = "--transient", description = "mt5: so that a restart of the connector mends it.")
    boolean passing;

    @Option(names = "--hung", description = "primary-server: so that it answers nobody, and its engine trades on.")
    boolean hung;

    @Option(names = "--work", paramLabel = "DIR", description = "The run's work folder (default: that of 'up').")
    Path work = WorkFolder.standing();

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() {
        Disaster disaster = disaster(spec, words(what, config, passing, hung));
        try (Sandbox sandbox = Standing.attach(work)) {
            Instant at = sandbox.breakIt(disaster);
            spec.commandLine().getOut().println("broken at " + at + ": " + disaster.words());
        }
        return ExitStatus.OK;
    }

    static String words(String what, boolean config, boolean passing, boolean hung) {
        return what + (config ? " --config" : "") + (passing ? " --transient" : "") + (hung ? " --hung" : "");
    }

    static Disaster disaster(CommandSpec spec, String words) {
        List<String> all = Arrays.stream(Disaster.values()).map(Disaster::words).toList();
        return Disaster.named(words)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "can't break or mend '" + words + "': there is " + String.join(" | ", all)));
    }
}
