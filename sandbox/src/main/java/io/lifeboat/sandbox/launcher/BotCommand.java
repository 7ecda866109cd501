package io.lifeboat.sandbox.launcher;

import io.lifeboat.embedded.PortLeases;
import io.lifeboat.embedded.PostgresServer;
import io.lifeboat.sandbox.CatalogForSandbox;
import io.lifeboat.sandbox.Sandbox;
import io.lifeboat.sandbox.SandboxConfig;
import io.lifeboat.sandbox.demo.Console;
import io.lifeboat.sandbox.demo.Console.Tone;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** For a Lifeboat that runs elsewhere, as in docker-compose.yml: it shares this bot's network and its work folder. */
@Command(
        name = "bot",
        description = "Starts the bot alone, beside a Lifeboat that is there already, until Ctrl-C.",
        mixinStandardHelpOptions = true)
final class BotCommand implements Callable<Integer> {

    @Option(names = "--kafka", required = true, paramLabel = "HOST:PORT", description = "Lifeboat's Kafka.")
    String kafka = "";

    @Option(names = "--work", paramLabel = "DIR", description = "Keep its files there (default: target/up).")
    Path work = WorkFolder.standing();

    @Override
    public Integer call() throws Exception {
        Console console = Console.standard(false);
        Path folder = work.toAbsolutePath().normalize();
        WorkFolder.empty(folder);
        try (PortLeases ports = new PortLeases()) {
            Sandbox sandbox = Sandbox.create(new SandboxConfig(
                    folder,
                    ports,
                    kafka,
                    folder.resolve("postgresql-binaries"),
                    text -> console.line(Tone.FAINT, "· " + text)));
            Thread hook = new Thread(() -> end(sandbox, folder), "end-of-bot");
            Runtime.getRuntime().addShutdownHook(hook);
            sandbox.up();
            CatalogForSandbox.write(sandbox, WorkFolder.home().resolve("catalog"), folder.resolve("catalog"));
            console.line("the bot trades; its catalog is in " + folder.resolve("catalog"));
            new CountDownLatch(1).await();
            return ExitStatus.OK;
        }
    }

    private static void end(Sandbox sandbox, Path folder) {
        try {
            sandbox.close();
        } finally {
            PostgresServer.killAllBelow(folder);
        }
    }
}
