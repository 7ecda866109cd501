package io.lifeboat.sandbox.state;

import io.lifeboat.sandbox.process.BotPaths;
import io.lifeboat.sandbox.process.Lifeline;
import io.lifeboat.sandbox.process.PythonLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/** The process that copies the primary's state to a standby. Its argument is the standby's root. */
public final class StateSyncMain {

    /** Where the copy is on the standby. */
    public static final String COPY = "/opt/forex-trading-bot/state-of-the-primary";

    private StateSyncMain() {}

    public static void main(String[] args) throws InterruptedException {
        Lifeline.hold(() -> {});
        BotPaths paths = new BotPaths(Path.of(args[0]));
        PythonLog log =
                new PythonLog(paths.log("forex-trading-bot/state_sync.log"), "state_sync", Clock.systemUTC(), null);
        try {
            SyncConfig config = SyncConfig.read(paths.config("state_sync.yaml"));
            new StateSync(
                            config.primary(),
                            new SshPrimaryState(config),
                            new StateCopy(paths.root().resolve(COPY.substring(1))),
                            paths.state("activated_epoch"),
                            log)
                    .run();
        } catch (IOException e) {
            log.error("can't start: " + e.getMessage());
            System.err.println("state-sync can't start: " + e.getMessage());
            System.exit(78);
        }
    }
}
