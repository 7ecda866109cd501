package io.lifeboat.sandbox.host;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The host's programs, controlled in supervisorctl's words and answered in its lines and exit statuses. */
final class Supervisor {

    private static final int NAME_WIDTH = 30;
    private static final int GENERIC = 1;
    private static final int INVALID = 2;
    private static final int STATUS_NOT_RUNNING = 3;
    private static final int STATUS_UNKNOWN = 4;
    private static final int NOT_RUNNING = 7;

    private final Map<String, Program> programs;
    private final Clock clock;

    /** @param programs in the order in which they are shown and started */
    Supervisor(Map<String, Program> programs, Clock clock) {
        this.programs = programs;
        this.clock = clock;
    }

    /** What supervisorctl prints, and its exit status. */
    static final class Answer {
        private final List<String> lines = new ArrayList<>();
        private int status;

        List<String> lines() {
            return lines;
        }

        int status() {
            return status;
        }

        private void failed(String line, int with) {
            lines.add(line);
            status = with;
        }
    }

    Answer execute(String command) throws InterruptedException {
        List<String> words = List.of(command.strip().split("\\s+"));
        List<String> names = words.subList(1, words.size());
        Answer answer = new Answer();
        switch (words.getFirst()) {
            case "status" -> status(names, answer);
            case "start" -> start(names, answer);
            case "stop" -> stop(names, answer);
            case "restart" -> {
                stop(names, answer);
                start(names, answer);
            }
            case "pid" -> pid(names, answer);
            default -> answer.failed("*** Unknown syntax: " + command, INVALID);
        }
        return answer;
    }

    private void status(List<String> names, Answer answer) {
        for (String name : names.isEmpty() || names.contains("all") ? List.copyOf(programs.keySet()) : names) {
            Program program = programs.get(name);
            if (program == null) {
                answer.failed(name + ": ERROR (no such process)", STATUS_UNKNOWN);
                continue;
            }
            ProgramState state = program.state();
            answer.lines.add(state.statusLine(name, NAME_WIDTH, clock.instant()));
            if (!(state instanceof ProgramState.Running) && answer.status == 0) {
                answer.status = STATUS_NOT_RUNNING;
            }
        }
    }

    private void start(List<String> names, Answer answer) throws InterruptedException {
        for (String name : named("start", names, answer)) {
            Program program = found(name, answer);
            if (program == null) {
                continue;
            }
            switch (program.start()) {
                case DONE -> answer.lines.add(name + ": started");
                case ALREADY_STARTED -> answer.lines.add(name + ": ERROR (already started)");
                case SPAWN_ERROR -> answer.failed(name + ": ERROR (spawn error)", NOT_RUNNING);
                case NOT_RUNNING -> throw new AssertionError("a start is never refused for that");
            }
        }
    }

    private void stop(List<String> names, Answer answer) throws InterruptedException {
        for (String name : named("stop", names, answer)) {
            Program program = found(name, answer);
            if (program == null) {
                continue;
            }
            switch (program.stop()) {
                case DONE -> answer.lines.add(name + ": stopped");
                case NOT_RUNNING -> answer.lines.add(name + ": ERROR (not running)");
                case ALREADY_STARTED, SPAWN_ERROR -> throw new AssertionError("a stop is never refused for that");
            }
        }
    }

    private void pid(List<String> names, Answer answer) {
        for (String name : named("pid", names, answer)) {
            Program program = found(name, answer);
            if (program != null) {
                boolean running = program.state() instanceof ProgramState.Running;
                answer.lines.add(program.state() instanceof ProgramState.Running(long pid, var since) ? "" + pid : "0");
                answer.status = running ? answer.status : GENERIC;
            }
        }
    }

    private List<String> named(String verb, List<String> names, Answer answer) {
        if (names.isEmpty()) {
            answer.failed("Error: " + verb + " requires a process name", INVALID);
        }
        return names.contains("all") ? List.copyOf(programs.keySet()) : names;
    }

    private @Nullable Program found(String name, Answer answer) {
        Program program = programs.get(name);
        if (program == null) {
            answer.failed(name + ": ERROR (no such process)", GENERIC);
        }
        return program;
    }
}
