package io.lifeboat.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.lifeboat.catalog.BackupGroup.Frequency;
import io.lifeboat.catalog.Procedure.Phase;
import io.lifeboat.catalog.action.BackupAction;
import io.lifeboat.catalog.action.ProbeAction;
import io.lifeboat.catalog.action.SshAction;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shipped catalog is the plan: every row of its tables and, for scenarios 3 and 4, every command. */
class ShippedCatalogTest {

    private static final CatalogCheck CHECK = CatalogLoader.check(ShippedCatalog.FOLDER);

    @Test
    void shouldHaveNoProblem() {
        assertThat(CHECK.problems()).isEmpty();
    }

    @Test
    void shouldWarnOfWhatThePlanLeavesOpen() {
        assertThat(CHECK.warnings())
                .containsExactly(
                        "4 contacts have no name yet: system-administrator, trading-manager, mt5-support, cloud-provider-support",
                        "4 contacts have no phone number yet: system-administrator, trading-manager, mt5-support, cloud-provider-support",
                        "no scenario names the procedure 'integrity-baseline': it runs only by hand",
                        "no scenario names the procedure 'primary-server-failback': it runs only by hand",
                        "4 hosts have no SSH host key yet, and every login is refused: trading-server, api-server, db-server, standby-server",
                        "4 scheduled tests have no date of a last run yet: server-failover, database-restore, full-disaster-recovery, backup-integrity",
                        "1 system image has no region and instance of the provider yet, and is not taken: system-images");
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
                        tuple("Historical Trades", "archive", Frequency.DAILY, null),
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
    void shouldRemoveOnlyWhatAGroupHasRulesFor() {
        assertThat(catalog().backups().values().stream().map(group -> tuple(group.id(), group.keep())))
                .containsExactly(
                        tuple("configuration", null),
                        tuple("database", new BackupGroup.Keep(3, 48, 0, 0, 0)),
                        tuple("trading-data", new BackupGroup.Keep(3, 168, 366, 0, 120)),
                        tuple("historical-trades", new BackupGroup.Keep(3, 0, 30, 0, 120)),
                        tuple("system-images", null));
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

    /** The plan's fenced blocks of scenarios 3 and 4, line by line; the phase is the heading above the block. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mt5-connection-loss | RECOVER     | trading-server | supervisorctl restart mt5_connector",
                "mt5-connection-loss | RECOVER     | trading-server | -f /var/log/forex-trading-bot/mt5_connector.log",
                "mt5-connection-loss | ALTERNATIVE | trading-server | cd /opt/forex-trading-bot/scripts",
                "mt5-connection-loss | ALTERNATIVE | trading-server | ./switch_mt5_account.sh --account-id=backup",
                "mt5-connection-loss | ALTERNATIVE | trading-server | supervisorctl restart forex-trading-bot",
                "api-service-failure | IMMEDIATE   | api-server     | supervisorctl status forex-api-server",
                "api-service-failure | RECOVER     | api-server     | supervisorctl restart forex-api-server",
                "api-service-failure | RECOVER     | api-server     | /var/log/forex-api-server.log",
                "api-service-failure | ALTERNATIVE | api-server     | diff /opt/forex-trading-bot/config/api_config.yaml /opt/forex-trading-bot/config/api_config.yaml.backup",
                "api-service-failure | ALTERNATIVE | api-server     | cp /opt/forex-trading-bot/config/api_config.yaml.backup /opt/forex-trading-bot/config/api_config.yaml",
                "api-service-failure | ALTERNATIVE | api-server     | cd /opt/forex-trading-bot && source venv/bin/activate && pip install -r requirements.txt",
                "api-service-failure | ALTERNATIVE | api-server     | supervisorctl stop forex-api-server",
                "api-service-failure | ALTERNATIVE | api-server     | export DEBUG=1",
                "api-service-failure | ALTERNATIVE | api-server     | python run_api_server.py",
            })
    void shouldRunEveryCommandOfScenarios3And4(String procedure, Phase phase, String host, String command) {
        assertThat(steps(procedure, phase).map(Step::action))
                .anyMatch(action -> action instanceof SshAction ssh
                        && ssh.host().equals(host)
                        && ssh.run().contains(command));
    }

    @Test
    void shouldReplaceAConfigurationOnlyAfterItWasComparedAndKept() {
        assertThat(steps("api-service-failure", Phase.ALTERNATIVE).map(Step::name))
                .containsSubsequence(
                        "check-configuration",
                        "keep-suspect-configuration",
                        "restore-configuration",
                        "start-api-service");
    }

    @Test
    void shouldTakeASnapshotOnlyOfAConfigurationThatWorks() {
        assertThat(steps().filter(step -> step.action() instanceof BackupAction))
                .filteredOn(step -> step.action() instanceof BackupAction backup
                        && backup.backup().equals("configuration"))
                .containsExactlyElementsOf(steps("api-service-failure", Phase.RESOLVE)
                        .filter(step -> step.name().equals("keep-configuration"))
                        .toList())
                .hasSize(1);
    }

    @Test
    void shouldRestoreADatabaseOnlyAfterItIsKnownToBeDamagedAndItsBackupToBeGood() {
        assertThat(steps("database-corruption", Phase.ASSESS)
                        .filter(step -> step.onFailure() instanceof Step.Ask)
                        .map(Step::name))
                .containsExactly("determine-extent", "identify-last-good-backup");
        assertThat(steps("database-corruption", Phase.RECOVER).map(Step::name))
                .containsSubsequence("stop-database", "restore-database", "start-database", "verify-integrity");
        assertThat(steps("database-corruption", Phase.RECOVER))
                .allSatisfy(step -> assertThat(step.onFailure()).isInstanceOf(Step.Ask.class));
    }

    /** After users know that all works again: nobody waits for the standby. */
    @Test
    void shouldRebuildTheStandbysDatabaseLastAndAskWhereThatIsRefused() {
        assertThat(steps("database-corruption", Phase.RESOLVE).map(Step::name))
                .containsExactly("take-backup", "tell-users", "rebuild-standby-database");
        assertThat(steps("database-corruption", Phase.RESOLVE).toList().getLast())
                .satisfies(step -> assertThat(step.onFailure()).isInstanceOf(Step.Ask.class))
                .satisfies(step -> assertThat(step.action())
                        .isEqualTo(new SshAction(
                                "standby-server", "/opt/forex-trading-bot/scripts/rebuild_standby_database.sh", null)));
    }

    @Test
    void shouldTurnToTheAlternativeWhereThePlanDoes() {
        assertThat(steps("mt5-connection-loss", Phase.RECOVER)).allSatisfy(ShippedCatalogTest::turnsToTheAlternative);
        assertThat(steps("api-service-failure", Phase.RECOVER).filter(step -> step.action() instanceof ProbeAction))
                .hasSize(1)
                .allSatisfy(ShippedCatalogTest::turnsToTheAlternative);
    }

    @Test
    void shouldHaveAtMostTwoAutomaticAttemptsAnHour() {
        assertThat(catalog().procedures().values()).hasSize(7).allSatisfy(procedure -> {
            assertThat(procedure.mode())
                    .isEqualTo(
                            switch (procedure.id()) {
                                case "primary-server-failback", "integrity-baseline" -> Procedure.Mode.SUGGEST;
                                case "data-breach" -> Procedure.Mode.APPROVE;
                                default -> Procedure.Mode.AUTO;
                            });
            assertThat(procedure.budget().attempts()).isLessThanOrEqualTo(2);
            assertThat(procedure.budget().per()).isGreaterThanOrEqualTo(Duration.ofHours(1));
            assertThat(procedure.hash()).matches("[0-9a-f]{64}");
        });
    }

    @Test
    void shouldPutTheHostsAddressesIntoTheProbes() {
        assertThat(catalog().probes())
                .hasSize(25)
                .extractingByKey("mt5-connection")
                .isEqualTo(new ProbeSpec(
                        "mt5-connection",
                        "trading-engine",
                        new ProbeSpec.Http(
                                URI.create("http://trading-server:8100/status"),
                                200,
                                "/connected",
                                "true",
                                Duration.ofSeconds(2)),
                        new ProbeSpec.Watch("mt5-disconnected", Duration.ofSeconds(1), 3, 2)));
        assertThat(catalog().probes())
                .extractingByKey("broker-reachable")
                .extracting(ProbeSpec::check)
                .isEqualTo(new ProbeSpec.Tcp("broker.example.com", 7443, Duration.ofSeconds(2)));
    }

    @Test
    void shouldNeverRepeatAnAccountSwitchOrATestTradeOnAGuess() {
        assertThat(steps().filter(step -> step.action() instanceof SshAction ssh
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
        assertThat(catalog().procedures().keySet())
                .containsExactly(
                        "api-service-failure",
                        "data-breach",
                        "database-corruption",
                        "integrity-baseline",
                        "mt5-connection-loss",
                        "primary-server-failback",
                        "primary-server-failure");
        assertThat(catalog().procedures().values())
                .filteredOn(procedure -> !procedure.id().equals("integrity-baseline"))
                .allSatisfy(procedure -> assertThat(
                                List.of(Phase.IMMEDIATE, Phase.RECOVER, Phase.VERIFY, Phase.RESOLVE))
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

    private static Stream<Step> steps(String procedure, Phase phase) {
        return Objects.requireNonNull(catalog().procedures().get(procedure))
                .phases()
                .getOrDefault(phase, List.of())
                .stream()
                .flatMap(group -> group.steps().stream());
    }

    private static void turnsToTheAlternative(Step step) {
        assertThat(step.onFailure()).as(step.name()).isEqualTo(new Step.Alternative());
    }

    private static Catalog catalog() {
        return Objects.requireNonNull(CHECK.catalog());
    }
}
