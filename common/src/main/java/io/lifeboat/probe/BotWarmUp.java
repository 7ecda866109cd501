package io.lifeboat.probe;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.ProbeSpec;
import io.lifeboat.ssh.MinaRemoteShell;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * For a service that asks or mends the bot ({@code lifeboat.bot-access=true} in its application.properties): opens the
 * SSH sessions and loads the HTTP client soon after the start, so that the first use in an incident costs what every
 * other does. Not beside the start, because both would then take longer.
 */
@ApplicationScoped
@IfBuildProperty(name = "lifeboat.bot-access", stringValue = "true")
class BotWarmUp {

    private static final Duration AFTER_START = Duration.ofSeconds(1);

    private final Catalog catalog;
    private final MinaRemoteShell shell;
    private final ProbeRunner runner;

    BotWarmUp(Catalog catalog, MinaRemoteShell shell, ProbeRunner runner) {
        this.catalog = catalog;
        this.shell = shell;
        this.runner = runner;
    }

    void start(@Observes StartupEvent event) {
        Executor soon = CompletableFuture.delayedExecutor(
                AFTER_START.toMillis(), TimeUnit.MILLISECONDS, Thread::startVirtualThread);
        soon.execute(this::ask);
        catalog.hosts().values().stream()
                .filter(host -> host.ssh() != null)
                .forEach(host -> soon.execute(() -> shell.warmUp(host)));
    }

    /** Nobody listens there; what matters is that everything up to the connection is loaded. */
    private void ask() {
        URI nowhere = URI.create("http://127.0.0.1:9/");
        runner.run(new ProbeSpec(
                "warm-up", "", new ProbeSpec.Http(nowhere, 200, "/x", null, Duration.ofSeconds(1)), null));
    }
}
