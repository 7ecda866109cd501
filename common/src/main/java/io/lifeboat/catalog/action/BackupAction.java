package io.lifeboat.catalog.action;

import org.jspecify.annotations.Nullable;

/**
 * A command to the backup service, over its topic.
 *
 * @param backup the group in backups.yaml
 * @param snapshot an expression for the snapshot's id; none: the newest good one
 */
public record BackupAction(
        Verb verb, String backup, @Nullable String snapshot) implements Action {

    public enum Verb {
        TAKE,
        VERIFY,
        RESTORE
    }

    public BackupAction(Verb verb, String backup) {
        this(verb, backup, null);
    }
}
