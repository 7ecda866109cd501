package io.lifeboat.recovery.execution;

import io.lifeboat.catalog.Procedure;
import io.lifeboat.catalog.Procedure.Phase;
import io.lifeboat.catalog.Step;
import io.lifeboat.probe.ProbeResult;
import io.lifeboat.recovery.execution.CrashWorld.Performed;
import io.lifeboat.recovery.execution.HumanAnswers.Answer;
import io.lifeboat.ssh.RemoteOutcome;
import java.util.ArrayList;
import java.util.List;

/** Every way through the shipped procedures that matters: what the world does, what people answer, and how it must end. */
enum CrashScenario {
    API_RESTARTS("api-service-failure", "SUCCEEDED"),

    API_NEEDS_ITS_CONFIGURATION("api-service-failure", "SUCCEEDED", true, "await-answer") {
        @Override
        ProbeResult probe(CrashWorld world, String id) {
            return id.equals("api-health") && !world.did("start-api-service")
                    ? new ProbeResult.Unhealthy("500", "it answers with status 500")
                    : super.probe(world, id);
        }
    },

    MT5_RECONNECTS("mt5-connection-loss", "SUCCEEDED"),

    MT5_NEEDS_THE_OTHER_ACCOUNT("mt5-connection-loss", "SUCCEEDED", true, "await-reconnection") {
        @Override
        RemoteOutcome shell(CrashWorld world, Performed act) {
            return act.step().equals("await-reconnection") ? BROKEN : WELL;
        }
    },

    /** The order may have reached the broker; the probe knows. */
    MT5_LOSES_THE_TRADE("mt5-connection-loss", "SUCCEEDED", false, "small-trade") {
        @Override
        RemoteOutcome shell(CrashWorld world, Performed act) {
            return act.step().equals("small-trade") ? new RemoteOutcome.Lost("reset by peer", "") : WELL;
        }
    },

    /** The order may have reached the broker, and only a person can find out. */
    MT5_TRADES_UNSEEN("mt5-connection-loss", "SUCCEEDED", true, "switch-account") {
        @Override
        RemoteOutcome shell(CrashWorld world, Performed act) {
            return switch (act.step()) {
                case "await-reconnection" -> BROKEN;
                case "small-trade", "switch-account" -> new RemoteOutcome.Lost("reset by peer", "");
                default -> WELL;
            };
        }

        @Override
        ProbeResult probe(CrashWorld world, String id) {
            return id.equals("mt5-test-trade") || id.equals("mt5-account")
                    ? new ProbeResult.Unasked("no way there")
                    : super.probe(world, id);
        }
    },

    PRIMARY_FAILS_OVER("primary-server-failure", "SUCCEEDED"),

    /** The standby's script fails once, and a person has it done again. */
    PRIMARY_ASKS_FOR_THE_ACTIVATION("primary-server-failure", "SUCCEEDED", false, "activate-standby") {
        @Override
        RemoteOutcome shell(CrashWorld world, Performed act) {
            return act.step().equals("activate-standby") && world.times(act.step()) == 1 ? BROKEN : WELL;
        }

        @Override
        Answer answer(String step) {
            return step.equals("activate-standby") ? Answer.RETRY : super.answer(step);
        }
    },

    PRIMARY_CANNOT_BE_FENCED("primary-server-failure", "FAILED", "fence-primary") {
        @Override
        boolean gatewayObeys() {
            return false;
        }
    },

    PRIMARY_STILL_TRADES("primary-server-failure", "FAILED", false, "", "verify-by-ssh") {
        @Override
        ProbeResult probe(CrashWorld world, String id) {
            return id.equals("broker-sees-no-engine")
                    ? new ProbeResult.Unhealthy("1", "the broker sees an engine")
                    : super.probe(world, id);
        }
    },

    FAILBACK("primary-server-failback", "SUCCEEDED"),

    DATABASE_IS_RESTORED("database-corruption", "SUCCEEDED"),

    DATABASE_HAS_NO_GOOD_BACKUP("database-corruption", "ABORTED", "identify-last-good-backup") {
        @Override
        boolean backupsAreGood() {
            return false;
        }

        @Override
        Answer answer(String step) {
            return Answer.ABORT;
        }
    },

    BREACH("data-breach", "SUCCEEDED"),

    BREACH_DENIED("data-breach", "FAILED", "approve-procedure") {
        @Override
        boolean denies(String step) {
            return true;
        }
    },

    BREACH_TRADING_DENIED("data-breach", "FAILED", "approve-trading") {
        @Override
        boolean denies(String step) {
            return step.equals("approve-trading");
        }
    },

    BASELINE("integrity-baseline", "SUCCEEDED"),

    TAKEN_BACK(CrashCatalog.TAKEN_BACK, "FAILED", false, "", "restart-bot") {
        @Override
        RemoteOutcome shell(CrashWorld world, Performed act) {
            return act.step().equals("restart-bot") ? BROKEN : WELL;
        }
    };

    static final RemoteOutcome WELL = new RemoteOutcome.Exited(0, "");
    static final RemoteOutcome BROKEN = new RemoteOutcome.Exited(1, "");

    /** A write for the intent, one for the outcome, each with a point before and after it, and one before and after the act. */
    private static final int POINTS_OF_A_STEP = 6;

    /** The next life begins with the interrupted attempts; then the end, and, if it has succeeded, the verification. */
    private static final int POINTS_OF_A_RUN = 3;

    final String procedure;
    final String ends;
    private final boolean alternative;
    private final String since;
    private final String last;

    CrashScenario(String procedure, String ends) {
        this(procedure, ends, false, "");
    }

    /** @param since the step from which on it goes another way than those before it */
    CrashScenario(String procedure, String ends, boolean alternative, String since) {
        this(procedure, ends, alternative, since, "");
    }

    /** @param last the step at which it ends, and goes another way than those before it */
    CrashScenario(String procedure, String ends, String last) {
        this(procedure, ends, false, last, last);
    }

    CrashScenario(String procedure, String ends, boolean alternative, String since, String last) {
        this.procedure = procedure;
        this.ends = ends;
        this.alternative = alternative;
        this.since = since;
        this.last = last;
    }

    RemoteOutcome shell(CrashWorld world, Performed act) {
        return WELL;
    }

    ProbeResult probe(CrashWorld world, String id) {
        return switch (id) {
            case "server-ssh", "server-from-standby", "server-provider" ->
                procedure.equals("primary-server-failure")
                        ? new ProbeResult.Unhealthy(null, "nobody answers")
                        : new ProbeResult.Healthy(null, "it answers");
            case "mt5-account" ->
                new ProbeResult.Healthy(
                        world.did("switch-account") && !world.did("switch-back") ? "backup" : "primary", "it answers");
            case "mt5-test-trade" ->
                new ProbeResult.Healthy(world.did("small-trade") ? "filled" : "none", "it answers");
            default -> new ProbeResult.Healthy(null, id + " is well");
        };
    }

    boolean gatewayObeys() {
        return true;
    }

    boolean backupsAreGood() {
        return true;
    }

    /** What a person answers who is asked about the step, or whether it took place. */
    Answer answer(String step) {
        return Answer.DONE;
    }

    boolean denies(String step) {
        return false;
    }

    /** The first point to be killed at: what comes before is another scenario's, move for move. */
    int from(CrashPlan calm) {
        return calm.pointOf(since);
    }

    /** What a run without a crash goes through, at the least. */
    List<String> steps(Procedure pinned) {
        List<String> names = new ArrayList<>();
        for (Phase phase : Phase.values()) {
            if (phase != Phase.COMPENSATE && (phase != Phase.ALTERNATIVE || alternative)) {
                for (Procedure.Group group : pinned.phases().getOrDefault(phase, List.of())) {
                    List<String> together =
                            group.steps().stream().map(Step::name).toList();
                    names.addAll(together);
                    if (together.contains(last)) {
                        return names;
                    }
                }
            }
        }
        return names;
    }

    int points(Procedure pinned) {
        return steps(pinned).size() * POINTS_OF_A_STEP + POINTS_OF_A_RUN;
    }
}
