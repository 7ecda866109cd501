package io.lifeboat.recovery.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The programs that a shell command names by their paths: {@code /opt/bot/restart.sh --now} and {@code cd /opt/bot &&
 * ./restart.sh}. What it finds on the host's PATH, or only knows while it runs, is left out.
 */
final class Scripts {

    private static final Pattern BETWEEN = Pattern.compile("&&|\\|\\||[;|&\\n()]");
    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9._/+@-]+");
    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*=\\S*");
    private static final Set<String> BEFORE_A_COMMAND =
            Set.of("!", "sudo", "exec", "nohup", "if", "then", "else", "do", "while", "until", "export");

    private Scripts() {}

    static List<String> in(String command) {
        List<String> found = new ArrayList<>();
        String folder = "";
        for (String part : BETWEEN.split(command)) {
            List<String> words = words(part);
            if (words.isEmpty()) {
                continue;
            }
            String first = words.getFirst();
            if (first.equals("cd")) {
                folder = words.size() == 2 && words.get(1).startsWith("/") ? words.get(1) : "";
            } else if (first.startsWith("/") && PATH.matcher(first).matches()) {
                found.add(first);
            } else if (first.startsWith("./")
                    && !folder.isEmpty()
                    && PATH.matcher(folder + first).matches()) {
                found.add(folder.replaceFirst("/+$", "") + first.substring(1));
            }
        }
        return found.stream().distinct().toList();
    }

    /** Without what may stand before a command. */
    private static List<String> words(String part) {
        List<String> words = new ArrayList<>(List.of(part.strip().split("\\s+")));
        while (!words.isEmpty()
                && (words.getFirst().isEmpty()
                        || BEFORE_A_COMMAND.contains(words.getFirst())
                        || ASSIGNMENT.matcher(words.getFirst()).matches())) {
            words.removeFirst();
        }
        return words;
    }
}
