package io.lifeboat.backup.snapshot;

import io.lifeboat.catalog.BackupGroup;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file or folder of a snapshot, as a person names it.
 *
 * @param host none if it is not said
 * @param path absolute, without a slash at its end
 */
record OnlyPath(@Nullable String host, String path) {

    private static final Pattern CLIMBS = Pattern.compile("(^|/)\\.{1,2}(/|$)|//|\u0000");

    /** @throws WrongUsageException if it is no absolute path, or could lead elsewhere */
    static OnlyPath parse(String text) throws WrongUsageException {
        int colon = text.indexOf(':');
        boolean named = colon > 0 && text.indexOf('/') == colon + 1;
        String path = named ? text.substring(colon + 1) : text;
        if (!path.startsWith("/") || CLIMBS.matcher(path).find()) {
            throw new WrongUsageException(
                    "'%s' is no path in a snapshot: write it as 'ls' shows it, HOST:/path or /path, without . and .."
                            .formatted(text));
        }
        return new OnlyPath(named ? text.substring(0, colon) : null, path.replaceFirst("(?<=.)/+$", ""));
    }

    /** @throws WrongUsageException unless it lies in one of the group's sources, and in one alone */
    BackupGroup.Source source(BackupGroup group) throws WrongUsageException {
        List<BackupGroup.Source> found = group.sources().stream()
                .filter(source -> (host == null || host.equals(source.host())) && isIn(source.path()))
                .toList();
        if (found.size() == 1) {
            return found.getFirst();
        }
        List<String> sources = (found.isEmpty() ? group.sources() : found)
                .stream().map(source -> source.host() + ":" + source.path()).toList();
        throw new WrongUsageException(
                found.isEmpty()
                        ? "%s is in no source of %s: it has %s".formatted(path, group.id(), sources)
                        : "several hosts have %s: say HOST:%s with the host of one of %s"
                                .formatted(path, path, sources));
    }

    private boolean isIn(String source) {
        String root = source.replaceFirst("(?<=.)/+$", "");
        return path.equals(root) || path.startsWith(root.equals("/") ? root : root + "/");
    }
}
