package io.lifeboat.notifier.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.notifier.Pages;
import io.lifeboat.notifier.TestCatalog;
import io.lifeboat.notifier.page.Page;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailTextTest {

    @Test
    void shouldNameTheTroubleInTheSubject() {
        assertThat(MailText.subject(Pages.raised("API service failure on api-server")))
                .isEqualTo("[CRITICAL] API service failure on api-server (incident 1a2b)");
        assertThat(MailText.subject(Pages.resolved("API service failure on api-server")))
                .isEqualTo("[RESOLVED] API service failure on api-server (incident 1a2b)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\r\nBcc: all@example.com",
                "a\nBcc: all@example.com",
                "a\rBcc: all@example.com",
                "a\u0000\u0085b",
                "a\u2028Bcc: x"
            })
    void shouldNeverBreakTheSubjectsLine(String subject) {
        assertThat(MailText.subject(Pages.raised(subject))).doesNotContainPattern("[\\p{Cntrl}\\u0085\\u2028]");
    }

    @Test
    void shouldCutASubjectThatIsTooLong() {
        assertThat(MailText.subject(Pages.raised("x".repeat(5_000))))
                .hasSizeLessThan(200)
                .contains("…", "1a2b");
    }

    @Test
    void shouldSayAtThreeInTheMorningWhatToDo() {
        // given
        Page page = Pages.raised("API service failure on api-server");

        // when
        String body = MailText.body(new Message("<id>", page, List.of(TestCatalog.ADMINISTRATOR), "a note"));

        // then
        assertThat(body).isEqualTo("""
                NOTE: a note

                CRITICAL: API service failure on api-server

                GET /health answers 500.
                Lifeboat restarts forex-api-server.

                --\s
                Since:    2026-03-02 03:00:00 UTC
                React by: 2026-03-02 03:30:00 UTC
                Paged:    System Administrator
                Look:     lifeboat incident 019588a0-0000-7000-8000-000000001a2b
                """);
    }
}
