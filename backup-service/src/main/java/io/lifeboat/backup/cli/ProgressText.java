package io.lifeboat.backup.cli;

import io.lifeboat.backup.progress.Standing;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;

/** How far something is, in a line. Pure. */
final class ProgressText {

    private static final int WIDTH = 24;
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

    private ProgressText() {}

    static String of(Standing standing, boolean withBar) {
        StringBuilder text = new StringBuilder(standing.step());
        OptionalLong percent = standing.percent();
        if (percent.isPresent()) {
            if (withBar) {
                int full = (int) (percent.getAsLong() * WIDTH / 100);
                text.append(" [")
                        .append("#".repeat(full))
                        .append(".".repeat(WIDTH - full))
                        .append(']');
            }
            text.append(
                    " %d %%, %s of %s".formatted(percent.getAsLong(), size(standing.bytes()), size(standing.total())));
        } else {
            text.append(", ").append(size(standing.bytes()));
        }
        text.append(", ").append(size(standing.bytesPerSecond())).append("/s");
        standing.left().ifPresent(left -> text.append(", ").append(time(left)).append(" left"));
        return text.toString();
    }

    static String size(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1000 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }

    private static String time(Duration time) {
        return time.toMinutes() == 0
                ? time.toSeconds() + " s"
                : time.toHours() == 0
                        ? "%d min %d s".formatted(time.toMinutes(), time.toSecondsPart())
                        : "%d h %d min".formatted(time.toHours(), time.toMinutesPart());
    }
}
