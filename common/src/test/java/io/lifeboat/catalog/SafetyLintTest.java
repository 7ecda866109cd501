package io.lifeboat.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule that keeps two engines apart, with a procedure that breaks it. */
class SafetyLintTest {

    private static final String FENCE =
            "  - fence-primary: { title: Fence, fence: trading-engine, timeout: 10s, on-failure: abort }\n";
    private static final String ACTIVATE =
            "  - activate-standby: { title: Activate, activate: { engine: trading-engine, host: standby-server, run: ./activate }, timeout: 60s, on-failure: abort }\n";
    private static final String RECONCILE =
            "  - reconcile-positions: { title: Reconcile, reconcile: { engine: trading-engine, report: \"http://{standby-server:engine}/report\" }, timeout: 30s, on-failure: abort }\n";
    private static final String LOOK = "  - look: { title: Look, probe: api-health, timeout: 5s }\n";

    @TempDir
    private Path folder;

    @BeforeEach
    void copy() throws IOException {
        try (Stream<Path> files = Files.walk(ShippedCatalog.FOLDER)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(ShippedCatalog.FOLDER.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        Path hosts = folder.resolve("hosts.yaml");
        String text = Files.readString(hosts);
        if (!text.contains("\norder-gateway:")) {
            Files.writeString(
                    hosts,
                    text + "order-gateway: { url: \"http://{broker:status}/gateway\", token: \"file:/token\" }\n");
        }
    }

    @Test
    void shouldTakeAProcedureThatKeepsToTheRules() throws IOException {
        assertThat(problems("recover:\n" + FENCE + ACTIVATE + RECONCILE + "verify:\n" + LOOK))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unsafe")
    void shouldRefuse(String name, String steps, String problem) throws IOException {
        assertThat(problems(steps)).as(name).anyMatch(found -> found.contains(problem));
    }

    static Stream<Arguments> unsafe() {
        String verify = "verify:\n" + LOOK;
        return Stream.of(
                Arguments.of("no fence", "recover:\n" + ACTIVATE + RECONCILE + verify, "without a confirmed 'fence"),
                Arguments.of(
                        "a fence of another engine",
                        "recover:\n" + FENCE.replace("fence: trading-engine", "fence: api-service") + ACTIVATE
                                + RECONCILE + verify,
                        "without a confirmed 'fence"),
                Arguments.of(
                        "the fence comes after",
                        "recover:\n" + ACTIVATE + FENCE + RECONCILE + verify,
                        "without a confirmed"),
                Arguments.of(
                        "a jump over the fence",
                        "recover:\n"
                                + "  - ask: { title: Ask, probe: api-process, timeout: 5s, on-failure: goto activate-standby }\n"
                                + FENCE + ACTIVATE + RECONCILE + verify,
                        "without a confirmed 'fence"),
                Arguments.of(
                        "the alternative goes round the fence",
                        "recover:\n"
                                + "  - ask: { title: Ask, probe: api-process, timeout: 5s, on-failure: alternative }\n"
                                + FENCE + "alternative:\n" + ACTIVATE + RECONCILE + verify,
                        "without a confirmed 'fence"),
                Arguments.of("no reconciliation", "recover:\n" + FENCE + ACTIVATE + verify, "without a 'reconcile'"),
                Arguments.of(
                        "a jump over the reconciliation",
                        "recover:\n" + FENCE + ACTIVATE
                                + "  - ask: { title: Ask, probe: api-process, timeout: 5s, on-failure: goto last }\n"
                                + RECONCILE + "  - last: { title: Last, probe: api-process, timeout: 5s }\n" + verify,
                        "without a 'reconcile'"),
                Arguments.of(
                        "a fence that may fail",
                        "recover:\n" + FENCE.replace("abort", "continue") + ACTIVATE + RECONCILE + verify,
                        "ends the automation"),
                Arguments.of(
                        "a fence that a person may wave through",
                        "recover:\n" + FENCE.replace("abort", "ask trading-manager") + ACTIVATE + RECONCILE + verify,
                        "ends the automation"),
                Arguments.of(
                        "a reconciliation that may fail",
                        "recover:\n" + FENCE + ACTIVATE + RECONCILE.replace("abort", "continue") + verify,
                        "ends the automation"),
                Arguments.of(
                        "a fence that is skipped",
                        "recover:\n" + FENCE.replace("timeout", "when: 'false', timeout") + ACTIVATE + RECONCILE
                                + verify,
                        "never skipped"),
                Arguments.of(
                        "an activation that is repeated",
                        "recover:\n" + FENCE
                                + ACTIVATE.replace("timeout", "retry: { attempts: 3, backoff: 1s }, timeout")
                                + RECONCILE
                                + verify,
                        "is not repeated"),
                Arguments.of(
                        "a fence beside the activation",
                        "recover:\n  - parallel:\n    " + FENCE + "    " + ACTIVATE + RECONCILE + verify,
                        "runs alone"),
                Arguments.of(
                        "a denial that is passed over",
                        "recover:\n  - may-it: { title: May it, approve: { role: system-administrator, question: \"May it?\" }, timeout: 5m, on-failure: continue }\n"
                                + verify,
                        "a denial that is passed over"),
                Arguments.of(
                        "a jump back",
                        "recover:\n" + LOOK
                                + "  - ask: { title: Ask, probe: api-process, timeout: 5s, on-failure: goto look }\n"
                                + verify.replace("look", "look-again"),
                        "names a later step"),
                Arguments.of(
                        "nothing to take back with",
                        "recover:\n  - ask: { title: Ask, probe: api-process, timeout: 5s, on-failure: compensate }\n"
                                + verify,
                        "has the phase 'compensate'"),
                Arguments.of(
                        "no timeout",
                        "recover:\n" + FENCE.replace("timeout: 10s, ", "") + ACTIVATE + RECONCILE + verify,
                        "lacks 'timeout'"),
                Arguments.of(
                        "no decision for a failure",
                        "recover:\n" + FENCE.replace(", on-failure: abort", "") + ACTIVATE + RECONCILE + verify,
                        "lacks 'on-failure'"),
                Arguments.of(
                        "no effect",
                        "recover:\n  - run: { title: Run, ssh: { host: api-server, run: ls }, timeout: 5s, on-failure: abort }\n"
                                + verify,
                        "lacks 'effect'"));
    }

    private List<String> problems(String steps) throws IOException {
        Files.writeString(
                folder.resolve("procedures/failover.yaml"),
                "procedure: failover\ncomponent: trading-engine\nmode: auto\nbudget: { attempts: 2, per: 1h }\n"
                        + steps);
        return CatalogLoader.check(folder).problems().stream()
                .map(problem -> problem.file() + ":" + problem.line() + ": " + problem.message())
                .toList();
    }
}
