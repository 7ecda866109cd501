package io.lifeboat.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogLoaderTest {

    private static final Path SHIPPED = Path.of("../catalog");

    @TempDir
    Path folder;

    @BeforeEach
    void copy() throws IOException {
        try (Stream<Path> files = Files.walk(SHIPPED)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
                Path target = folder.resolve(SHIPPED.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    @Test
    void shouldReportEveryMistakeAtOnceWithItsLineAndValue() throws IOException {
        // given
        edit("components.yaml", "rto: 15m", "rto: fifteen minutes");
        edit("components.yaml", "host: api-server", "hots: api-server");
        edit("contacts.yaml", "trading@example.com", "nobody");
        edit("hosts.yaml", "8100", "81000");
        edit("hosts.yaml", "file:/etc/lifeboat/ssh/id_ed25519", "hunter2");
        edit("detection.yaml", "raise-after: 3", "raise-after: 0");
        edit("drills.yaml", "monthly", "sometimes");
        edit("backups.yaml", "keep: 30d", "keep: a while");
        edit("scenarios.yaml", "    procedure: api-service-failure", "    procedures: api-service-failure");
        edit("procedures/api-service-failure.yaml", "mode: auto", "mode: automatic");
        edit(
                "procedures/api-service-failure.yaml",
                "      effect: idempotent\n      timeout: 60s",
                "      effect: idempotent");
        edit("procedures/mt5-connection-loss.yaml", "on-failure: ask trading-manager", "on-failure: panic");

        // when
        List<CatalogProblem> problems = CatalogLoader.check(folder).problems();

        // then
        assertThat(problems.stream().map(problem -> problem.file() + ":" + problem.line()))
                .contains(
                        "components.yaml:4",
                        "components.yaml:5",
                        "contacts.yaml:4",
                        "hosts.yaml:5",
                        "hosts.yaml:6",
                        "detection.yaml:7",
                        "drills.yaml:4",
                        "backups.yaml:23",
                        "scenarios.yaml:41",
                        "procedures/api-service-failure.yaml:5",
                        "procedures/api-service-failure.yaml:24",
                        "procedures/mt5-connection-loss.yaml:52");
        assertThat(problems)
                .extracting(CatalogProblem::message)
                .anyMatch(message -> message.contains("fifteen minutes"))
                .anyMatch(message -> message.contains("unknown key 'hots'"))
                .anyMatch(message -> message.contains("'nobody'"))
                .anyMatch(message -> message.contains("'81000'"))
                .anyMatch(message -> message.contains("'sometimes'"))
                .anyMatch(message -> message.contains("'automatic'"))
                .anyMatch(message -> message.contains("timeout"))
                .anyMatch(message -> message.contains("'panic'"));
    }

    @Test
    void shouldCheckEveryIdAgainstWhereItIsDefined() throws IOException {
        // given
        edit("components.yaml", "host: api-server", "host: api-serve");
        edit("components.yaml", "contact: trading-manager", "contact: trading-boss");
        edit("detection.yaml", "{api-server:api}/health", "{api-server:app}/health");
        edit("detection.yaml", "connection .*(lost|failed|refused)", "connection (lost");
        edit("scenarios.yaml", "symptom: api-errors", "symptom: api-error");
        edit("scenarios.yaml", "procedure: mt5-connection-loss", "procedure: mt5");
        edit("procedures/api-service-failure.yaml", "host: api-server", "host: broker");
        edit("procedures/api-service-failure.yaml", "probe: api-trades", "probe: api-trade");
        edit("procedures/api-service-failure.yaml", "take: configuration", "take: configurations");
        edit("procedures/api-service-failure.yaml", "  - positions-answer:", "  - api-answers:");
        edit("procedures/mt5-connection-loss.yaml", "on-failure: ask trading-manager", "on-failure: ask trader");
        edit("procedures/mt5-connection-loss.yaml", "      on-failure: alternative", "      on-failure: abort");
        edit(
                "procedures/mt5-connection-loss.yaml",
                "          on-failure: continue",
                "          on-failure: alternative");

        // when
        List<CatalogProblem> problems = CatalogLoader.check(folder).problems();

        // then
        assertThat(problems)
                .extracting(CatalogProblem::message)
                .contains(
                        "no host 'api-serve': did you mean 'api-server'?",
                        "no probe or log that sees the symptom 'api-error': did you mean 'api-errors'?",
                        "no probe 'api-trade': did you mean 'api-trades'?",
                        "no backup 'configurations': did you mean 'configuration'?",
                        "the host 'broker' has no 'ssh' in hosts.yaml",
                        "the host 'api-server' has no port 'app': did you mean 'api'?")
                .anyMatch(message -> message.startsWith("no contact 'trading-boss'"))
                .anyMatch(message -> message.startsWith("no contact 'trader'"))
                .anyMatch(message -> message.startsWith("no procedure 'mt5'"))
                .anyMatch(message -> message.startsWith("'connection (lost' is no regular expression"))
                .anyMatch(message -> message.startsWith("the step 'api-answers' is there twice"))
                .anyMatch(message -> message.startsWith("'alternative' is for a step of 'recover'"));
    }

    @Test
    void shouldRefuseAnAliasBomb() throws IOException {
        // given
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9)));
        }
        Files.writeString(folder.resolve("drills.yaml"), bomb);

        // then
        assertThat(CatalogLoader.check(folder).problems())
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.file()).isEqualTo("drills.yaml"))
                .anyMatch(problem -> problem.message().contains("aliases"));
    }

    @Test
    void shouldRefuseDeepNestingDuplicateKeysTabsAndWhatIsNoText() throws IOException {
        // given
        Files.writeString(folder.resolve("drills.yaml"), "drills: " + "[".repeat(200) + "]".repeat(200));
        Files.writeString(folder.resolve("contacts.yaml"), "contacts:\n\tadmin: { }\n");
        Files.writeString(
                folder.resolve("components.yaml"),
                "components:\n  a: { name: A, contact: c }\n  a: { name: B, contact: c }\n");
        Files.write(folder.resolve("hosts.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        Files.writeString(folder.resolve("backups.yaml"), "");
        Files.delete(folder.resolve("scenarios.yaml"));

        // when
        List<CatalogProblem> problems = CatalogLoader.check(folder).problems();

        // then
        assertThat(problems)
                .extracting(CatalogProblem::toString)
                .anyMatch(problem -> problem.startsWith("drills.yaml:") && problem.contains("Nesting"))
                .anyMatch(problem -> problem.startsWith("contacts.yaml:2:1: is no YAML"))
                .anyMatch(problem -> problem.equals("components.yaml:3:3: the key 'a' is there twice"))
                .anyMatch(problem -> problem.equals("hosts.yaml:1:1: is no UTF-8 text"))
                .anyMatch(problem -> problem.equals("backups.yaml:1:1: is empty"))
                .anyMatch(problem -> problem.startsWith("scenarios.yaml:1:1: can't be read"));
    }

    @Test
    void shouldSayAllOfItInOneException() throws IOException {
        // given
        edit("drills.yaml", "monthly", "sometimes");
        edit("components.yaml", "rto: 15m", "rto: soon");

        // then
        assertThatThrownBy(() -> CatalogLoader.load(folder))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("2 problems")
                .hasMessageContaining("components.yaml:4:")
                .hasMessageContaining("drills.yaml:4:");
    }

    @Test
    void shouldChangeItsHashWithAnyFile() throws IOException {
        // given
        Catalog before = CatalogLoader.load(folder);

        // when
        edit("drills.yaml", "monthly", "weekly");
        edit("procedures/mt5-connection-loss.yaml", "attempts: 2, per: 1h", "attempts: 1, per: 1h");
        Catalog after = CatalogLoader.load(folder);

        // then
        assertThat(after.hash()).isNotEqualTo(before.hash());
        assertThat(hash(after, "mt5-connection-loss")).isNotEqualTo(hash(before, "mt5-connection-loss"));
        assertThat(hash(after, "api-service-failure")).isEqualTo(hash(before, "api-service-failure"));
    }

    private static String hash(Catalog catalog, String procedure) {
        return Objects.requireNonNull(catalog.procedures().get(procedure)).hash();
    }

    private void edit(String file, String what, String with) throws IOException {
        Path path = folder.resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(what);
        int at = text.indexOf(what);
        Files.writeString(path, text.substring(0, at) + with + text.substring(at + what.length()));
    }
}
