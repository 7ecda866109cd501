package io.lifeboat.sandbox.host;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What a program does, in supervisord's words. */
sealed interface ProgramState {

    DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("MMM dd hh:mm a", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    record NeverStarted() implements ProgramState {}

    record Starting() implements ProgramState {}

    record Running(long pid, Instant since) implements ProgramState {}

    record Stopping() implements ProgramState {}

    record Stopped(Instant at) implements ProgramState {}

    record Exited(Instant at) implements ProgramState {}

    record Fatal() implements ProgramState {}

    default String statusLine(String name, int width, Instant now) {
        return String.format(Locale.ROOT, "%-" + (width + 3) + "s%-10s%s", name, word(), description(now));
    }

    private String word() {
        return switch (this) {
            case NeverStarted s -> "STOPPED";
            case Starting s -> "STARTING";
            case Running s -> "RUNNING";
            case Stopping s -> "STOPPING";
            case Stopped s -> "STOPPED";
            case Exited s -> "EXITED";
            case Fatal s -> "FATAL";
        };
    }

    private String description(Instant now) {
        return switch (this) {
            case NeverStarted() -> "Not started";
            case Starting(), Stopping() -> "";
            case Running(long pid, Instant since) -> {
                Duration up = Duration.between(since, now);
                yield String.format(
                        Locale.ROOT,
                        "pid %d, uptime %d:%02d:%02d",
                        pid,
                        up.toHours(),
                        up.toMinutesPart(),
                        up.toSecondsPart());
            }
            case Stopped(Instant at) -> WHEN.format(at);
            case Exited(Instant at) -> WHEN.format(at);
            case Fatal() -> "Exited too quickly (process log may have details)";
        };
    }
}
