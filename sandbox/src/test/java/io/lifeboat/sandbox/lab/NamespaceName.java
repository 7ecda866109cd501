package io.lifeboat.sandbox.lab;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A namespace's name says who made it, so that the next run can tell what a run that has died left behind.
 *
 * @param pid of the process that made it
 * @param started when that process started, in seconds: its number may be another's by now
 */
record NamespaceName(long pid, long started, String machine) {

    private static final Pattern FORM = Pattern.compile("lifeboat-(\\d+)-(\\d+)-([a-z0-9-]+)");

    static NamespaceName ours(String machine) {
        ProcessHandle self = ProcessHandle.current();
        return new NamespaceName(self.pid(), startOf(self), machine);
    }

    static Optional<NamespaceName> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(
                        new NamespaceName(Long.parseLong(form.group(1)), Long.parseLong(form.group(2)), form.group(3)))
                : Optional.empty();
    }

    /** Whether the process that made it is gone. */
    boolean stale() {
        return ProcessHandle.of(pid).filter(maker -> startOf(maker) == started).isEmpty();
    }

    private static long startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::getEpochSecond).orElse(0L);
    }

    @Override
    public String toString() {
        return "lifeboat-" + pid + "-" + started + "-" + machine;
    }
}
