package io.lifeboat.probe;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.Host;
import io.lifeboat.catalog.ProbeSpec;
import io.lifeboat.ssh.MinaRemoteShell;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.time.Duration;

/**
 * For a service that asks or mends the bot ({@code lifeboat.bot-access=true} in its application.properties): opens the
 * SSH sessions and loads the HTTP client beside the start, so that the first use in an incident costs what every other does.
 */
@ApplicationScoped
@IfBuildProperty(name = "lifeboat.bot-access", stringValue = "true")
class BotWarmUp {

    private final Catalog catalog;
    private final MinaRemoteShell shell;
    private final ProbeRunner runner;

    BotWarmUp(Catalog catalog, MinaRemoteShell shell, ProbeRunner runner) {
        this.catalog = catalog;
        this.shell = shell;
        this.runner = runner;
    }

    void start(@Observes StartupEvent event) {
        catalog.hosts().values().stream().filter(host -> host.ssh() != null).forEach(this::connect);
        Thread.ofVirtual().name("warm-up-http").start(this::ask);
    }

    private void connect(Host host) {
        Thread.ofVirtual().name("warm-up-" + host.id()).start(() -> shell.warmUp(host));
    }

    /** Nobody listens there; what matters is that everything up to the connection is loaded. */
    private void ask() {
        URI nowhere = URI.create("http://127.0.0.1:9/");
        runner.run(new ProbeSpec(
                "warm-up", "", new ProbeSpec.Http(nowhere, 200, "/x", null, Duration.ofSeconds(1)), null));
    }
}
