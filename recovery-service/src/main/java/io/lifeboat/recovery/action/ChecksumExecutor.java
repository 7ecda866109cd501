package io.lifeboat.recovery.action;

import io.lifeboat.catalog.action.ChecksumAction;
import io.lifeboat.recovery.checksum.Baselines;
import io.lifeboat.recovery.checksum.ChecksumDifference;
import io.lifeboat.recovery.checksum.ChecksumList;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Takes the sums of a host's files for good, or compares them with those that were. */
@ApplicationScoped
class ChecksumExecutor implements ActionExecutor<ChecksumAction> {

    private final Shell shell;
    private final Baselines baselines;

    ChecksumExecutor(Shell shell, Baselines baselines) {
        this.shell = shell;
        this.baselines = baselines;
    }

    @Override
    public Class<ChecksumAction> kind() {
        return ChecksumAction.class;
    }

    @Override
    public ActionOutcome execute(ChecksumAction action, ActionContext context) throws InterruptedException {
        ChecksumList.Reader lines = new ChecksumList.Reader();
        ActionOutcome listed = shell.run(action.host(), command(action.paths()), null, Map.of(), context, lines);
        if (!(listed instanceof ActionOutcome.Succeeded)) {
            return listed;
        }
        Optional<ChecksumList> whole = lines.whole();
        if (whole.isEmpty()) {
            return new ActionOutcome.Failed(
                    "the list of sums on " + action.host() + " has no end: nothing is compared");
        }
        ChecksumList now = whole.get();
        return switch (action.verb()) {
            case BASELINE -> {
                baselines.replace(action.host(), action.paths(), now);
                yield new ActionOutcome.Succeeded(now.sums().size() + " files are the baseline of " + action.host());
            }
            case COMPARE -> compare(action, now);
        };
    }

    private ActionOutcome compare(ChecksumAction action, ChecksumList now) {
        Optional<ChecksumList> before = baselines.of(action.host(), action.paths());
        if (before.isEmpty()) {
            return new ActionOutcome.Failed("there is no baseline of " + action.host() + " "
                    + String.join(", ", action.paths()) + ": it must be taken while the system is well");
        }
        ChecksumDifference difference = ChecksumDifference.of(before.get(), now);
        return difference.none()
                ? new ActionOutcome.Succeeded(now.sums().size() + " files are as they were at the baseline")
                : new ActionOutcome.Failed(difference.words());
    }

    /**
     * Links are not followed; a name with a newline in it is written by sha256sum so that a line stays a line. A shell that
     * does not know pipefail would end at being asked for it, so that another one is asked first; what is not there is
     * found out before, because without pipefail nobody would hear of it.
     */
    private static String command(List<String> paths) {
        String all = paths.stream().map(Shell::quoted).collect(Collectors.joining(" "));
        String there = paths.stream()
                .map(path -> "[ -r " + Shell.quoted(path) + " ] || { echo " + Shell.quoted(path + " is not there")
                        + " >&2; exit 66; }; ")
                .collect(Collectors.joining());
        return there + "(set -o pipefail) 2>/dev/null && set -o pipefail; find " + all
                + " -xdev -type f -print0 | LC_ALL=C sort -z | xargs -0 -r sha256sum && echo " + ChecksumList.END;
    }
}
