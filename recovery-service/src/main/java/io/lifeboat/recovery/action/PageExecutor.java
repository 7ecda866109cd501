package io.lifeboat.recovery.action;

import io.lifeboat.catalog.action.PageAction;
import io.lifeboat.event.EventIds;
import io.lifeboat.event.PageEvent;
import io.lifeboat.messaging.Outbox;
import io.lifeboat.recovery.timeline.Timeline;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;

/** Tells people. The page's id is the attempt's, so that a repeated attempt at it pages once. */
@ApplicationScoped
class PageExecutor implements ActionExecutor<PageAction> {

    private final Outbox outbox;
    private final Timeline timeline;
    private final Clock clock;

    PageExecutor(Outbox outbox, Timeline timeline, Clock clock) {
        this.outbox = outbox;
        this.timeline = timeline;
        this.clock = clock;
    }

    @Override
    public Class<PageAction> kind() {
        return PageAction.class;
    }

    @Override
    public ActionOutcome execute(PageAction action, ActionContext context) {
        UUID page = EventIds.deterministic(
                "page", context.run().toString(), context.step().name());
        String subject = context.step().title();
        PageEvent event = action.resolve()
                ? new PageEvent.Resolved(
                        page, context.incident(), action.role(), subject, action.text(), clock.instant())
                : new PageEvent.Raised(
                        page,
                        context.incident(),
                        action.role(),
                        PageEvent.Severity.WARNING,
                        subject,
                        action.text(),
                        clock.instant(),
                        null);
        QuarkusTransaction.requiringNew().run(() -> {
            timeline.note(event);
            outbox.append(event);
        });
        return new ActionOutcome.Succeeded("page to " + action.role() + " is on its way");
    }
}
