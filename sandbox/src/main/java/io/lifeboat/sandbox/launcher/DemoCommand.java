package io.lifeboat.sandbox.launcher;

import com.fasterxml.jackson.databind.SerializationFeature;
import io.lifeboat.event.EventCodec;
import io.lifeboat.sandbox.Disaster;
import io.lifeboat.sandbox.demo.Console;
import io.lifeboat.sandbox.demo.Console.Tone;
import io.lifeboat.sandbox.demo.Demo;
import io.lifeboat.sandbox.demo.DemoReport;
import io.lifeboat.sandbox.demo.Run;
import io.lifeboat.sandbox.demo.Scenarios;
import io.lifeboat.sandbox.demo.Summary;
import io.lifeboat.sandbox.demo.TimelineView;
import io.lifeboat.sandbox.demo.TopicRecorder;
import io.lifeboat.sandbox.stack.StackLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "demo",
        description = "Starts a bot and Lifeboat, breaks the bot, and shows the recovery.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..1",
            paramLabel = "SCENARIO",
            defaultValue = Scenarios.DEFAULT,
            description = "Which of the plan's (default: ${DEFAULT-VALUE}): ${COMPLETION-CANDIDATES}",
            completionCandidates = ScenarioNames.class)
    String scenario = Scenarios.DEFAULT;

    @Option(
            names = "--break",
            paramLabel = "WHAT",
            description = "Break it in another way: \"api --config\", \"mt5 --transient\".")
    @Nullable
    String breakWhat;

    @Option(names = "--report", paramLabel = "FILE.json", description = "Write what was measured to this file.")
    @Nullable
    Path report;

    @Option(names = "--no-color", description = "No colour, also on a terminal.")
    boolean noColour;

    @Option(names = "--keep", description = "Keep the work folder with all logs.")
    boolean keep;

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    private static final class ScenarioNames extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        ScenarioNames() {
            super(new TreeSet<>(Scenarios.all().keySet()));
        }
    }

    @Override
    public Integer call() throws Exception {
        Disaster disaster = disaster();
        Console console = Console.standard(noColour);
        Path work = WorkFolder.fresh("demo");
        StackLayout layout =
                new StackLayout(WorkFolder.home(), work, UUID.randomUUID().toString());
        Run run = new Run(layout, text -> console.line(Tone.FAINT, "· " + text));
        RunGuard guard = new RunGuard(run, work);
        DemoReport result = null;
        try {
            guard.run(run::start);
            result = play(run, disaster, console);
            Summary.print(result, console);
            write(result);
            return result.passed() ? ExitStatus.OK : ExitStatus.FAILED;
        } finally {
            guard.end();
            if (result != null && result.passed() && !keep) {
                WorkFolder.delete(work);
            } else {
                console.line(Tone.FAINT, "logs: " + work);
            }
        }
    }

    private DemoReport play(Run run, Disaster disaster, Console console) throws InterruptedException {
        TimelineView view = new TimelineView(console);
        try (TopicRecorder recorder = new TopicRecorder(run.stack().bootstrapServers(), view::show)) {
            Demo demo = new Demo(run, recorder, text -> console.line(Tone.FAINT, "· " + text));
            console.line(Tone.FAINT, "· the bot trades, and the first backups are taken");
            demo.awaitWatch();
            console.line(Tone.STRONG, "breaking the bot: " + disaster.words());
            return demo.play(scenario, disaster, view::brokenAt);
        }
    }

    private Disaster disaster() {
        Map<String, Disaster> scenarios = Scenarios.all();
        Disaster usual = scenarios.get(scenario);
        if (usual == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "no scenario '" + scenario + "': there is " + new TreeSet<>(scenarios.keySet()));
        }
        return breakWhat == null ? usual : BreakCommand.disaster(spec, breakWhat);
    }

    private void write(DemoReport result) throws IOException {
        Path file = report;
        if (file != null) {
            Files.write(
                    file,
                    EventCodec.JSON
                            .writer()
                            .with(SerializationFeature.INDENT_OUTPUT)
                            .writeValueAsBytes(result));
        }
    }
}
