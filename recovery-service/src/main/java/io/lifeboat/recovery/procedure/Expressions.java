package io.lifeboat.recovery.procedure;

import io.lifeboat.catalog.action.Action;
import io.lifeboat.catalog.action.BackupAction;
import io.lifeboat.catalog.action.SshAction;
import java.util.List;

/** The expressions in what a step does. */
final class Expressions {

    private Expressions() {}

    static List<String> of(Action action) {
        return switch (action) {
            case SshAction ssh -> List.copyOf(ssh.env().values());
            case BackupAction backup -> backup.snapshot() == null ? List.of() : List.of(backup.snapshot());
            default -> List.of();
        };
    }
}
