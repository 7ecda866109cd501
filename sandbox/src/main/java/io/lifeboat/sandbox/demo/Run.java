package io.lifeboat.sandbox.demo;

import io.lifeboat.embedded.PortLeases;
import io.lifeboat.sandbox.CatalogForSandbox;
import io.lifeboat.sandbox.Machines;
import io.lifeboat.sandbox.Sandbox;
import io.lifeboat.sandbox.SandboxConfig;
import io.lifeboat.sandbox.stack.LifeboatStack;
import io.lifeboat.sandbox.stack.StackLayout;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A bot and a Lifeboat beside it, running. {@link #close} may be called at any moment and from any thread, also while
 * {@link #start} is under way: what was started is ended, and nothing more is started.
 */
public final class Run implements AutoCloseable {

    private final StackLayout layout;
    private final Consumer<String> progress;
    private final PortLeases ports = new PortLeases();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final LifeboatStack stack;
    private final Sandbox sandbox;

    /** Starts nothing yet. */
    public Run(StackLayout layout, Consumer<String> progress) {
        this(layout, Machines.here(), progress);
    }

    /** With a bot on other machines. */
    public Run(StackLayout layout, Machines machines, Consumer<String> progress) {
        this.layout = layout;
        this.progress = progress;
        this.stack = new LifeboatStack(layout, ports);
        this.sandbox = Sandbox.create(new SandboxConfig(
                layout.work(), ports, stack.bootstrapServers(), layout.postgresBinaries(), machines, progress));
    }

    /** Returns when the services are ready and the bot trades. */
    public Run start() {
        progress.accept("starting Kafka, PostgreSQL, S3 and SMTP");
        stack.startServers();
        progress.accept("starting the bot");
        sandbox.up();
        Path catalog = layout.work().resolve("catalog");
        CatalogForSandbox.write(sandbox, layout.catalog(), catalog);
        progress.accept("starting the detector, recovery, backup and notifier services");
        stack.startServices(catalog);
        stack.awaitReady();
        return this;
    }

    public LifeboatStack stack() {
        return stack;
    }

    public Sandbox sandbox() {
        return sandbox;
    }

    public StackLayout layout() {
        return layout;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            RuntimeException failure = null;
            for (AutoCloseable part : new AutoCloseable[] {stack, sandbox, ports}) {
                failure = close(part, failure);
            }
            if (failure != null) {
                throw failure;
            }
        }
    }

    /** Whatever one part does, the others are closed too. */
    private static @Nullable RuntimeException close(AutoCloseable part, @Nullable RuntimeException earlier) {
        try {
            part.close();
            return earlier;
        } catch (Exception e) {
            RuntimeException failure =
                    earlier == null ? new IllegalStateException("not everything was ended") : earlier;
            failure.addSuppressed(e);
            return failure;
        }
    }
}
