package io.lifeboat.sandbox;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A trading bot that works and can be broken, as real processes. Thread-safe. */
@SuppressWarnings("DoNotCallSuggester")
public final class Sandbox implements AutoCloseable {

    private final SandboxState state;

    private Sandbox(SandboxState state) {
        this.state = state;
    }

    /** Lays out the work folder without starting anything, so that {@link #close} can already be hooked up before {@link #up}. */
    public static Sandbox create(SandboxConfig config) {
        throw new UnsupportedOperationException("not yet " + config);
    }

    /** {@link #create} and {@link #up}. */
    public static Sandbox start(SandboxConfig config) {
        return create(config).up();
    }

    /** A sandbox that another process runs; closing it leaves it running. */
    public static Sandbox attach(Path work) {
        return new Sandbox(SandboxState.load(work));
    }

    /** Starts every process and returns once the bot trades or waits for its authority. Closes the sandbox if it fails. */
    public Sandbox up() {
        return this;
    }

    public List<SandboxHost> hosts() {
        return state.hosts();
    }

    public SandboxHost host(String id) {
        return state.host(id);
    }

    /** The private key that logs in to every host. */
    public Path sshKey() {
        return state.work().resolve("keys/lifeboat");
    }

    /** @return when it broke, by the clock of what broke */
    public Instant breakIt(Disaster disaster) {
        throw new UnsupportedOperationException(disaster.words());
    }

    /** Undoes what {@link #breakIt} has done, from outside: no part of the bot takes part in it. */
    public void mend(Disaster disaster) {
        throw new UnsupportedOperationException(disaster.words());
    }

    /** When the last disaster broke the bot. */
    public Optional<Instant> brokenAt() {
        return Optional.empty();
    }

    /** Waits a while for the engine to reconcile. */
    public Verdict verdict() {
        throw new UnsupportedOperationException("not yet");
    }

    /** Ends every process within 3 s. May be called at any time and several times, also while {@link #up} runs. */
    @Override
    public void close() {}
}
