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

/** A step of the build: it leaves nothing where every service has a cache that fits. */
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
        Run run = new Run(new StackLayout(home, work, UUID.randomUUID().toString(), true), System.out::println);
        RunGuard guard = new RunGuard(run, work);
        try {
            run.start();
            try (TopicRecorder recorder = new TopicRecorder(run.stack().bootstrapServers(), envelope -> {})) {
                DemoReport report = new Demo(run, recorder).play(Scenarios.DEFAULT, Disaster.API, at -> {});
                if (report.recoveredAt() == null) {
                    throw new IllegalStateException("the bot was not recovered: " + work + " says why");
                }
            }
            run.stack().endServices();
            if (!Training.isDone(home)) {
                throw new IllegalStateException("not every service has left a cache: " + work + " says why");
            }
        } finally {
            guard.end();
        }
        WorkFolder.delete(work);
        return ExitStatus.OK;
    }
}
