package io.lifeboat.sandbox.launcher;

import io.lifeboat.sandbox.Disaster;
import io.lifeboat.sandbox.Sandbox;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "mend",
        description = "Undoes what 'break' has done to the bot, from outside.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "WHAT is one of: api | api --config | mt5 | mt5 --transient | primary-server | primary-server --hung | database | breach"
        })
final class MendCommand implements Callable<Integer> {

    @Parameters(arity = "1", paramLabel = "WHAT", description = "api, mt5, primary-server, database or breach")
    String what = "";

    @Option(names = "--config", description = "As with 'break'.")
    boolean config;

    @Option(names = "--transient", description = "As with 'break'.")
    boolean passing;

    @Option(names = "--hung", description = "As with 'break'.")
    boolean hung;

    @Option(names = "--work", paramLabel = "DIR", description = "The run's work folder (default: that of 'up').")
    Path work = WorkFolder.standing();

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() {
        Disaster disaster = BreakCommand.disaster(spec, BreakCommand.words(what, config, passing, hung));
        try (Sandbox sandbox = Standing.attach(work)) {
            sandbox.mend(disaster);
            spec.commandLine().getOut().println("mended: " + disaster.words());
        }
        return ExitStatus.OK;
    }
}
