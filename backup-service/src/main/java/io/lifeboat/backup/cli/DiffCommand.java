package io.lifeboat.backup.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.lifeboat.backup.repository.FileEntry;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "diff",
        description = "What is added (+), removed (-) and changed (~) from one snapshot to another. Reads no pack.",
        mixinStandardHelpOptions = true)
final class DiffCommand extends ReportingCommand {

    @Parameters(index = "0", paramLabel = "FROM")
    private String from;

    @Parameters(index = "1", paramLabel = "TO")
    private String to;

    /** For picocli, which sets the fields. */
    @SuppressWarnings("NullAway.Init")
    DiffCommand() {}

    @Override
    public Integer call() throws Exception {
        HoldCommand.checkId(spec, from);
        HoldCommand.checkId(spec, to);
        return backups.with(from, (manager, group) -> {
            Map<String, FileEntry> before = byPath(manager.files(group, from));
            Map<String, FileEntry> after = byPath(manager.files(group, to));
            TreeSet<String> paths = new TreeSet<>(before.keySet());
            paths.addAll(after.keySet());
            ArrayNode changes = new JsonMapper().createArrayNode();
            for (String path : paths) {
                String mark = mark(before.get(path), after.get(path));
                if (mark != null && json) {
                    changes.addObject().put("change", mark).put("path", path);
                } else if (mark != null) {
                    spec.commandLine().getOut().println(mark + " " + path);
                }
            }
            if (json) {
                spec.commandLine().getOut().println(changes.toPrettyString());
            }
            return 0;
        });
    }

    private static @Nullable String mark(@Nullable FileEntry before, @Nullable FileEntry after) {
        if (before == null) {
            return "+";
        }
        if (after == null) {
            return "-";
        }
        boolean same = before.type() == after.type()
                && before.mode().equals(after.mode())
                && before.size() == after.size()
                && Objects.equals(before.sha256(), after.sha256())
                && Objects.equals(before.target(), after.target());
        return same ? null : "~";
    }

    private static Map<String, FileEntry> byPath(List<FileEntry> files) {
        Map<String, FileEntry> byPath = new TreeMap<>();
        files.forEach(file -> byPath.put(file.describe(), file));
        return byPath;
    }
}
