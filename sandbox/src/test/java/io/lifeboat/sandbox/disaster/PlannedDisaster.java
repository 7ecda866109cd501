package io.lifeboat.sandbox.disaster;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.event.IncidentEvent;
import io.lifeboat.sandbox.Disaster;
import io.lifeboat.sandbox.demo.DemoReport;
import io.lifeboat.sandbox.demo.DemoReport.StepLine;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The plan's scenarios 3 and 4. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PlannedDisaster {

    @RegisterExtension
    static final LifeboatExtension LIFEBOAT = new LifeboatExtension();

    @Test
    @Order(1)
    void shouldRestartAnApiServiceThatWasKilled() throws Exception {
        // given, when
        DemoReport report = LIFEBOAT.play("api-service-failure", Disaster.API);

        // then
        assertThat(report.passed()).as("%s", report).isTrue();
        assertThat(outcomes(report, "recover")).contains("restart-api-service succeeded");
        assertThat(outcomes(report, "alternative")).isEmpty();
        assertThat(report.pages()).anyMatch(page -> page.role().equals("system-administrator"));
        assertThat(mails()).contains("[CRITICAL] API Service Failure on api-server");
        LIFEBOAT.awaitNothingOpen();
    }

    @Test
    @Order(2)
    void shouldRestoreTheApisConfigurationWhereARestartDoesNotHelp() throws Exception {
        // given, when
        DemoReport report = LIFEBOAT.play("api-service-failure", Disaster.API_CONFIG);

        // then
        assertThat(report.passed()).as("%s", report).isTrue();
        assertThat(outcomes(report, "alternative"))
                .contains(
                        "check-configuration failed", "restore-configuration succeeded", "start-api-service succeeded");
        LIFEBOAT.awaitNothingOpen();
        assertThat(LIFEBOAT.events(IncidentEvent.Opened.class)).hasSize(2);
    }

    @Test
    @Order(3)
    void shouldSwitchToTheBackupAccountWhereARestartDoesNotHelp() throws Exception {
        // given, when
        DemoReport report = LIFEBOAT.play("mt5-connection-loss", Disaster.MT5);

        // then
        assertThat(report.passed()).as("%s", report).isTrue();
        assertThat(outcomes(report, "alternative"))
                .containsExactly("switch-account succeeded", "restart-bot succeeded");
        assertThat(outcomes(report, "verify")).contains("small-trade succeeded");
        assertThat(report.steps().stream().filter(step -> step.name().equals("switch-account")))
                .hasSize(1);
        assertThat(report.verdict().epochOverlaps()).isZero();
        assertThat(report.verdict().ordersLost()).isZero();
    }

    @Test
    @Order(4)
    void shouldHaveToldNoSecret() throws Exception {
        // given
        Secrets secrets = new Secrets(LIFEBOAT.run(), LIFEBOAT.recorded());

        // when, then
        assertThat(secrets.all()).hasSizeGreaterThan(5);
        secrets.places().forEach((place, text) -> {
            assertThat(text).as("%s is empty, so nothing was looked at", place).isNotEmpty();
            try {
                for (String secret : secrets.all()) {
                    assertThat(text.contains(secret))
                            .as("a secret in %s", place)
                            .isFalse();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static List<String> outcomes(DemoReport report, String phase) {
        return report.steps().stream()
                .filter(step -> step.phase().equals(phase))
                .map((StepLine step) -> step.name() + " " + step.outcome())
                .toList();
    }

    private static List<String> mails() {
        return LIFEBOAT.run().stack().servers().mail().received().stream()
                .map(PlannedDisaster::subject)
                .map(subject -> subject.replaceFirst(" \\(incident .*", ""))
                .toList();
    }

    private static String subject(MimeMessage mail) {
        try {
            return mail.getSubject();
        } catch (jakarta.mail.MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
