package io.lifeboat.notifier.page;

import io.lifeboat.event.EventIds;
import io.lifeboat.event.PageEvent;
import io.lifeboat.event.PageEvent.Severity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a person must know.
 *
 * @param id the row's: the same for the same page and kind
 * @param page the page's own id, as its sender gave it
 */
public record Page(
        UUID id,
        UUID page,
        PageKind kind,
        UUID incident,
        String role,
        Severity severity,
        String subject,
        String body,
        Instant raisedAt,
        @Nullable Instant deadline) {

    public static Page of(PageEvent event) {
        return switch (event) {
            case PageEvent.Raised raised ->
                new Page(
                        raised.page(),
                        raised.page(),
                        PageKind.RAISED,
                        raised.incident(),
                        raised.role(),
                        raised.severity(),
                        raised.subject(),
                        raised.body(),
                        raised.at(),
                        raised.deadline());
            case PageEvent.Resolved resolved ->
                new Page(
                        EventIds.deterministic(resolved.page().toString(), "resolved"),
                        resolved.page(),
                        PageKind.RESOLVED,
                        resolved.incident(),
                        resolved.role(),
                        Severity.INFO,
                        resolved.subject(),
                        resolved.body(),
                        resolved.at(),
                        null);
        };
    }
}
