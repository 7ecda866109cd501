package io.lifeboat.backup.wal;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What PostgreSQL is told, so that it recovers to the target and then takes writes. */
final class RecoverySettings {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd HH:mm:ss.SSSSSS'+00'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private RecoverySettings() {}

    /**
     * The commands run in the data folder.
     *
     * @param last where the last record begins that there is
     */
    static String of(RecoveryTarget target, int timeline, long last) {
        return """

            # Written by Lifeboat's restore, for this recovery alone. The WAL of the places lies in %1$s.
            restore_command = 'cp "%1$s/%%f" "%%p"'
            recovery_end_command = 'rm -rf %1$s'
            recovery_target_timeline = '%2$d'
            recovery_target_action = 'promote'
            %3$s
            """.formatted(WalRecovery.FOLDER, timeline, line(target, last));
    }

    private static String line(RecoveryTarget target, long last) {
        return switch (target) {
            case RecoveryTarget.Latest latest -> "";
            case RecoveryTarget.Time time ->
                "recovery_target_time = '%s'\nrecovery_target_inclusive = 'on'".formatted(TIME.format(time.at()));
            // PostgreSQL wants a record that begins there or later: where there is none, the end of all is the same.
            case RecoveryTarget.Position position ->
                position.lsn() > last
                        ? ""
                        : "recovery_target_lsn = '%s'\nrecovery_target_inclusive = 'off'"
                                .formatted(Lsn.text(position.lsn()));
            case RecoveryTarget.Transaction transaction ->
                "recovery_target_xid = '%s'\nrecovery_target_inclusive = 'on'"
                        .formatted(transaction.xid() & 0xFFFFFFFFL);
        };
    }
}
