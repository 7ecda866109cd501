package io.lifeboat.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.lifeboat.catalog.BackupGroup.Frequency;
import io.lifeboat.catalog.Procedure.Phase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped catalog is the plan: every row of its tables and, for scenarios 3 and 4, every command. */
class ShippedCatalogTest {

    private static final CatalogCheck CHECK = CatalogLoader.check(Path.of("../catalog"));

    @Test
    void shouldHaveNoProblem() {
        assertThat(CHECK.problems()).isEmpty();
    }

    @Test
    void shouldWarnOfWhatThePlanLeavesOpen() {
        assertThat(CHECK.warnings())
                .contains(
                        "4 contacts have no phone number yet: system-administrator, trading-manager, mt5-support, cloud-provider-support")
                .anyMatch(warning -> warning.contains("'data-breach' has no procedure yet"));
    }

    @Test
    void shouldHoldTheFourContacts() {
        assertThat(catalog().contacts().values())
                .extracting(Contact::title, Contact::email)
                .containsExactly(
                        tuple("System Administrator", "admin@example.com"),
                        tuple("Trading Manager", "trading@example.com"),
                        tuple("MT5 Support", "mt5support@example.com"),
                        tuple("Cloud Provider Support", "support@provider.com"));
    }

    @Test
    void shouldHoldTheFiveObjectives() {
        assertThat(catalog().components().values())
                .extracting(Component::name, Component::rto, Component::rpo)
                .containsExactly(
                        tuple("Trading Engine", Duration.ofMinutes(15), Duration.ofMinutes(5)),
                        tuple("API Service", Duration.ofMinutes(30), Duration.ofMinutes(10)),
                        tuple("Database", Duration.ofHours(1), Duration.ofMinutes(5)),
                        tuple("Mobile App", Duration.ofHours(2), Duration.ofHours(1)),
                        tuple("Monitoring System", Duration.ofHours(1), null));
    }

    @Test
    void shouldHoldTheFourGroupsOfBackups() {
        assertThat(catalog().backups().values().stream()
                        .flatMap(group -> group.kinds().stream()
                                .map(kind -> tuple(group.title(), kind.name(), kind.frequency(), kind.keep()))))
                .containsExactly(
                        tuple("Configuration Backups", "snapshot", Frequency.DAILY, null),
                        tuple("Database Backups", "replication-to-standby", Frequency.CONTINUOUS, null),
                        tuple("Database Backups", "snapshot", Frequency.HOURLY, null),
                        tuple("Database Backups", "full", Frequency.DAILY, Duration.ofDays(30)),
                        tuple("Trading Data", "synchronization-to-standby", Frequency.CONTINUOUS, null),
                        tuple("Trading Data", "state-snapshot", Frequency.HOURLY, null),
                        tuple("Trading Data", "historical-trades-archive", Frequency.DAILY, null),
                        tuple("System Images", "full-image", Frequency.WEEKLY, null));
        BackupGroup configuration = Objects.requireNonNull(catalog().backups().get("configuration"));
        assertThat(configuration.managedBy()).isEqualTo("BackupManager");
        assertThat(configuration.places())
                .extracting(BackupGroup.Place::uri)
                .containsExactly("/var/backups/forex-trading-bot/", "s3://trading-bot-backups/");
        assertThat(Objects.requireNonNull(catalog().backups().get("database")).checksum())
                .isEqualTo("SHA-256");
    }

    @Test
    void shouldHoldTheFourScheduledTests() {
        assertThat(catalog().drills().values())
                .extracting(Drill::title, Drill::frequency, Drill::team)
                .containsExactly(
                        tuple("Server Failover", Drill.Frequency.MONTHLY, "DevOps"),
                        tuple("Database Restore", Drill.Frequency.BI_WEEKLY, "Database Admin"),
                        tuple("Full Disaster Recovery", Drill.Frequency.QUARTERLY, "All Teams"),
                        tuple("Backup Integrity", Drill.Frequency.WEEKLY, "DevOps"));
    }

    @Test
    void shouldHoldTheFiveScenariosWithTheirSymptoms() {
        assertThat(catalog().scenarios().values())
                .extracting(Scenario::title)
                .containsExactly(
                        "Primary Server Failure",
                        "Database Corruption",
                        "MT5 Connection Loss",
                        "API Service Failure",
                        "Data Breach Recovery");
        assertThat(catalog().scenarios().values().stream().flatMap(s -> s.symptoms().stream()))
                .containsExactly(
                        "System monitoring alerts showing server unreachable",
                        "Trading operations stopped",
                        "API endpoints returning 500 errors",
                        "Database-related error logs",
                        "Inconsistent trading data",
                        "Application errors when reading/writing data",
                        "Trading engine logs showing connection errors",
                        "No new trades being executed",
                        "Balance/position information not updating",
                        "API endpoints returning errors",
                        "Mobile app disconnected",
                        "Error logs in API service",
                        "Unusual system access patterns",
                        "Unexpected API usage",
                        "Security monitoring alerts");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "supervisorctl restart mt5_connector",
                "-f /var/log/forex-trading-bot/mt5_connector.log",
                "cd /opt/forex-trading-bot/scripts",
                "./switch_mt5_account.sh --account-id=backup",
                "supervisorctl restart forex-trading-bot",
                "supervisorctl status forex-api-server",
                "supervisorctl restart forex-api-server",
                "/var/log/forex-api-server.log",
                "diff /opt/forex-trading-bot/config/api_config.yaml /opt/forex-trading-bot/config/api_config.yaml.backup",
                "cp /opt/forex-trading-bot/config/api_config.yaml.backup /opt/forex-trading-bot/config/api_config.yaml",
                "cd /opt/forex-trading-bot",
                "source venv/bin/activate",
                "pip install -r requirements.txt",
                "supervisorctl stop forex-api-server",
                "export DEBUG=1",
                "python run_api_server.py",
            })
    void shouldRunEveryCommandOfScenarios3And4(String command) {
        assertThat(steps().map(Step::action)
                        .filter(Step.SshAction.class::isInstance)
                        .map(Step.SshAction.class::cast)
                        .map(Step.SshAction::run))
                .anyMatch(run -> run.contains(command));
    }

    @ParameterizedTest
    @ValueSource(strings = {"trading-server", "api-server"})
    void shouldRunThemOnThePlansHosts(String host) {
        assertThat(steps().map(Step::action))
                .anyMatch(action ->
                        action instanceof Step.SshAction ssh && ssh.host().equals(host));
    }

    @Test
    void shouldNeverRepeatAnAccountSwitchOrATestTradeOnAGuess() {
        assertThat(steps().filter(step -> step.action() instanceof Step.SshAction ssh
                        && (ssh.run().contains("switch_mt5_account")
                                || ssh.run().contains("test_trade"))))
                .hasSize(2)
                .allSatisfy(step -> {
                    assertThat(step.effect()).isEqualTo(Step.Effect.AT_MOST_ONCE);
                    assertThat(step.verify()).isNotNull();
                });
    }

    @Test
    void shouldGoThroughThePlansPhases() {
        assertThat(catalog().procedures().keySet()).containsExactly("api-service-failure", "mt5-connection-loss");
        assertThat(catalog().procedures().values())
                .allSatisfy(procedure -> assertThat(
                                List.of(Phase.IMMEDIATE, Phase.RECOVER, Phase.ALTERNATIVE, Phase.VERIFY, Phase.RESOLVE))
                        .allSatisfy(phase -> assertThat(procedure.phases().get(phase))
                                .as("%s", phase)
                                .isNotEmpty()));
    }

    private static Stream<Step> steps() {
        return catalog().procedures().values().stream()
                .flatMap(procedure -> procedure.phases().values().stream())
                .flatMap(List::stream)
                .flatMap(group -> group.steps().stream());
    }

    private static Catalog catalog() {
        return Objects.requireNonNull(CHECK.catalog());
    }
}
