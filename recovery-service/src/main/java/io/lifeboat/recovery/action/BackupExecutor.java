package io.lifeboat.recovery.action;

import io.lifeboat.catalog.action.BackupAction;
import io.lifeboat.event.BackupCommand;
import io.lifeboat.event.EventIds;
import io.lifeboat.messaging.Outbox;
import io.lifeboat.recovery.procedure.Expression;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Asks the backup service over its topic and waits for its answer. Asked again after a crash it is the same command, and
 * the answer that came meanwhile counts; asked again after a failure it is a new one.
 */
@ApplicationScoped
class BackupExecutor implements ActionExecutor<BackupAction> {

    private static final long LOOK_EVERY_MILLIS = 100;

    private final Outbox outbox;
    private final BackupResults results;
    private final Clock clock;

    BackupExecutor(Outbox outbox, BackupResults results, Clock clock) {
        this.outbox = outbox;
        this.results = results;
        this.clock = clock;
    }

    @Override
    public Class<BackupAction> kind() {
        return BackupAction.class;
    }

    @Override
    public ActionOutcome execute(BackupAction action, ActionContext context) throws InterruptedException {
        UUID command = EventIds.deterministic(
                "backup",
                context.run().toString(),
                context.step().name(),
                String.valueOf(context.pass()),
                String.valueOf(context.failures()));
        send(command, command(action, context));
        Instant deadline = clock.instant().plus(context.step().timeout());
        while (clock.instant().isBefore(deadline)) {
            Optional<ActionOutcome> answer = results.of(command);
            if (answer.isPresent()) {
                return answer.get();
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
        return new ActionOutcome.Failed("the backup service has not answered within "
                + context.step().timeout().toSeconds() + " s (command " + command + ")");
    }

    private void send(UUID command, BackupCommand event) {
        QuarkusTransaction.requiringNew().run(() -> {
            if (results.firstSent(command)) {
                outbox.append(command, event);
            }
        });
    }

    private BackupCommand command(BackupAction action, ActionContext context) {
        String by = "recovery-service";
        Instant now = clock.instant();
        UUID incident = context.incident();
        String chosen = action.snapshot();
        String snapshot = chosen == null ? null : Expression.text(chosen, context.facts());
        return switch (action.verb()) {
            case TAKE -> new BackupCommand.Take(action.backup(), by, incident, now);
            case VERIFY -> new BackupCommand.Verify(action.backup(), snapshot, by, incident, now);
            case RESTORE -> new BackupCommand.Restore(action.backup(), snapshot, by, incident, now);
        };
    }
}
