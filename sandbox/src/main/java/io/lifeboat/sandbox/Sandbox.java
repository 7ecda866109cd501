package io.lifeboat.sandbox;

import io.lifeboat.sandbox.broker.BrokerMain;
import io.lifeboat.sandbox.host.HostConfig;
import io.lifeboat.sandbox.host.Postmaster;
import io.lifeboat.sandbox.process.Children;
import io.lifeboat.sandbox.process.JavaCommand;
import io.lifeboat.sandbox.provider.ProviderMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A trading bot that works and can be broken, as real processes. Thread-safe. */
public final class Sandbox implements AutoCloseable {

    /** Unpacking PostgreSQL's archive takes more than the other hosts need. */
    private static final String DATABASE_HEAP = "192m";

    private final SandboxState state;
    private final @Nullable SandboxConfig config;
    private final Children children = new Children();

    private Sandbox(SandboxState state, @Nullable SandboxConfig config) {
        this.state = state;
        this.config = config;
    }

    /** Lays out the work folder without starting anything, so that {@link #close} can already be hooked up before {@link #up}. */
    public static Sandbox create(SandboxConfig config) {
        try {
            return new Sandbox(new SandboxLayout(config, JavaCommand.ofThisJvm()).write(), config);
        } catch (IOException e) {
            throw new UncheckedIOException("can't lay the sandbox out in " + config.work(), e);
        }
    }

    /** {@link #create} and {@link #up}. */
    public static Sandbox start(SandboxConfig config) {
        return create(config).up();
    }

    /** A sandbox that another process runs; closing it leaves it running. */
    public static Sandbox attach(Path work) {
        return new Sandbox(SandboxState.load(work), null);
    }

    /**
     * Starts every process, grants the trading server epoch 1, and returns once the bot trades. Closes the sandbox if it
     * fails.
     *
     * @throws IllegalStateException saying which part does not come up
     */
    public Sandbox up() {
        SandboxConfig settings = config;
        if (settings == null) {
            throw new IllegalStateException("another process runs this sandbox");
        }
        try {
            Map<String, Process> processes = launch(settings);
            state.save();
            grantAuthority(settings.kafka(), SandboxLayout.TRADING, 1, "the bot was set up");
            new Readiness(state, processes, settings.machines().real(), settings.progress()).await();
            return this;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    public List<SandboxHost> hosts() {
        return state.hosts();
    }

    public SandboxHost host(String id) {
        return state.host(id);
    }

    /** Everything that the sandbox writes is below it. */
    public Path work() {
        return state.work();
    }

    /** The private key that logs in to every host, as {@code tradingbot} or {@code dbadmin}. */
    public Path sshKey() {
        return state.work().resolve("keys/lifeboat");
    }

    /** What is shown to the order gateway. */
    Path gatewayToken() {
        return state.work().resolve("keys/order-gateway.token");
    }

    /** What signs an update of the zone, in base64. */
    Path tsigKey() {
        return state.work().resolve("keys/tsig.key");
    }

    /** The password of the bot's own database. */
    Path databasePassword() {
        return state.work().resolve("keys/database.password");
    }

    /** The JDBC URL of the bot's own database. */
    public String botDatabase() {
        return state.botDatabase();
    }

    /** The JDBC URL of the copy that follows it. */
    public String standbyDatabase() {
        return "jdbc:postgresql://" + state.host(SandboxLayout.STANDBY).at("postgresql") + "/" + HostConfig.DATABASE;
    }

    /** @return when it broke, by the clock of what broke */
    public Instant breakIt(Disaster disaster) {
        Instant at = new Breaker(state).breakIt(disaster);
        new BrokenFile(state.work()).write(disaster, at);
        return at;
    }

    /** Undoes what {@link #breakIt} has done, from outside: no part of the bot takes part in it. */
    public void mend(Disaster disaster) {
        new Breaker(state).mend(disaster);
    }

    /** When the last disaster broke the bot, whichever process caused it. */
    public Optional<Instant> brokenAt() {
        return new BrokenFile(state.work()).read();
    }

    /** Tells the engines who may trade, as the operator who sets a bot up does. */
    public static void grantAuthority(String kafka, String holder, long epoch, String reason) {
        AuthorityGrant.publish(kafka, holder, epoch, Clock.systemUTC().instant(), reason);
    }

    /** Waits up to 15 s for the engine to reconcile. */
    public Verdict verdict() {
        return new VerdictJudge(state).judge();
    }

    /** Ends every process within 3 s. May be called at any time and several times, also while {@link #up} runs. */
    @Override
    public void close() {
        if (config == null) {
            return;
        }
        children.close();
        Postmaster.kill(state.host(SandboxLayout.STANDBY).root());
        Postmaster.kill(state.host(SandboxLayout.DATABASE).root());
        state.forget();
    }

    private Map<String, Process> launch(SandboxConfig settings) {
        JavaCommand java = JavaCommand.ofThisJvm();
        SandboxLayout layout = new SandboxLayout(settings, java);
        Map<String, Process> processes = new LinkedHashMap<>();
        // The longest start first.
        for (String id :
                List.of(SandboxLayout.DATABASE, SandboxLayout.TRADING, SandboxLayout.API, SandboxLayout.STANDBY)) {
            JavaCommand sized = id.equals(SandboxLayout.DATABASE) ? java.withHeap(DATABASE_HEAP) : java;
            processes.put(
                    id,
                    settings.machines()
                            .runtime(id, sized.withAddress(state.host(id).address()))
                            .start(layout.hostConfig(state.host(id)), children, output(id))
                            .getFirst());
            if (id.equals(SandboxLayout.DATABASE)) {
                String broker = layout.brokerConfig().toString();
                String provider = layout.providerConfig().toString();
                processes.put(SandboxLayout.BROKER, spawn(settings, SandboxLayout.BROKER, BrokerMain.class, broker));
                processes.put(
                        SandboxLayout.PROVIDER, spawn(settings, SandboxLayout.PROVIDER, ProviderMain.class, provider));
            }
        }
        return processes;
    }

    private Process spawn(SandboxConfig settings, String id, Class<?> main, String argument) {
        List<String> argv =
                JavaCommand.ofThisJvm().withAddress(state.host(id).address()).argv(main, argument);
        return children.start(settings.machines().on(id, argv), state.work(), Map.of(), output(id));
    }

    private Path output(String name) {
        return state.work().resolve("out").resolve(name + ".log");
    }
}
