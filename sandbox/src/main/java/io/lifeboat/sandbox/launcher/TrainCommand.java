package io.lifeboat.sandbox.launcher;

import io.lifeboat.sandbox.Disaster;
import io.lifeboat.sandbox.demo.Demo;
import io.lifeboat.sandbox.demo.DemoReport;
import io.lifeboat.sandbox.demo.Run;
import io.lifeboat.sandbox.demo.Scenarios;
import io.lifeboat.sandbox.demo.TopicRecorder;
import io.lifeboat.sandbox.stack.StackLayout;
import io.lifeboat.sandbox.stack.Training;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** A step of the build: nothing is done where every service has a cache that fits. Without caches the services only start slower. */
@Command(
        name = "train",
        description = "Makes the services' ahead-of-time caches from a recovery that they really run.",
        mixinStandardHelpOptions = true,
        hidden = true)
final class TrainCommand implements Callable<Integer> {

    @Override
    public Integer call() throws Exception {
        Path home = WorkFolder.home();
        if (Training.isDone(home)) {
            return ExitStatus.OK;
        }
        Training.prepare(home);
        Path work = WorkFolder.fresh("train");
        try {
            train(home, work);
            WorkFolder.delete(work);
        } catch (IllegalStateException e) {
            System.err.println(
                    "[WARNING] not every service has an ahead-of-time cache, and those without start slower: "
                            + e.getMessage() + " (logs: " + work + ")");
        }
        return ExitStatus.OK;
    }

    private static void train(Path home, Path work) throws InterruptedException {
        Run run = new Run(
                new StackLayout(home, work, UUID.randomUUID().toString(), "127.0.0.1", true), System.out::println);
        RunGuard guard = new RunGuard(run, work);
        try {
            run.start();
            try (TopicRecorder recorder = new TopicRecorder(run.stack().bootstrapServers(), envelope -> {})) {
                DemoReport report = new Demo(run, recorder, text -> {}).play(Scenarios.DEFAULT, Disaster.API, at -> {});
                if (report.recoveredAt() == null) {
                    throw new IllegalStateException("the bot was not recovered");
                }
            }
            run.stack().endServices();
            if (!Training.isDone(home)) {
                throw new IllegalStateException("a service has left none");
            }
        } finally {
            guard.end();
        }
    }
}
