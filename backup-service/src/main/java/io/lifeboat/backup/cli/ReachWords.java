package io.lifeboat.backup.cli;

import io.lifeboat.backup.wal.WalReach.Window;
import java.util.ArrayList;
import java.util.List;

/** To which instants a database can be restored, and to which it can't, in words. */
final class ReachWords {

    private ReachWords() {}

    /** @param windows oldest first */
    static List<String> lines(List<Window> windows) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < windows.size(); i++) {
            Window window = windows.get(i);
            lines.add(reached(window));
            if (i + 1 < windows.size()) {
                lines.add("no instant after %s and before %s can be restored: %s"
                        .formatted(window.to(), windows.get(i + 1).from(), why(window)));
            } else if (window.missing() != null) {
                lines.add(
                        "no instant after %s can be restored: %s. Take a snapshot".formatted(window.to(), why(window)));
            }
        }
        return lines;
    }

    private static String reached(Window window) {
        return window.end() == null
                ? "the instant %s of snapshot %s can be restored, and no place has WAL from there on"
                        .formatted(window.from(), window.last())
                : "any instant from %s (snapshot %s) to %s (WAL of timeline %d up to %s) can be restored"
                        .formatted(window.from(), window.first(), window.to(), window.timeline(), window.end());
    }

    private static String why(Window window) {
        return window.missing() == null ? "no WAL leads there" : "the WAL from " + window.missing() + " is in no place";
    }
}
