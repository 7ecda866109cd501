package io.lifeboat.backup.database;

import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * PostgreSQL's {@code tablespace_map}: a line for each tablespace outside the data folder, with its oid and where it is. A
 * server that begins to recover and finds that file makes the links that it says.
 */
public final class TablespaceMap {

    /** In the data folder. */
    public static final String FILE = "tablespace_map";

    /** Among a manifest's. Not there where there are no tablespaces. */
    public static final String FACT = "tablespaceMap";

    private static final Pattern OID = Pattern.compile("\\d{1,10}");

    private final SortedMap<Long, String> locations;

    private TablespaceMap(SortedMap<Long, String> locations) {
        this.locations = locations;
    }

    public static TablespaceMap of(Collection<Tablespace> tablespaces) {
        SortedMap<Long, String> locations = new TreeMap<>();
        tablespaces.forEach(one -> locations.put(one.oid(), one.location()));
        return new TablespaceMap(locations);
    }

    /** Of a snapshot. */
    public static TablespaceMap of(Map<String, String> facts) {
        return parse(facts.getOrDefault(FACT, ""));
    }

    /**
     * @param text as the server writes it: after a backslash each character stands for itself
     * @throws IllegalArgumentException if it is none
     */
    public static TablespaceMap parse(String text) {
        SortedMap<Long, String> locations = new TreeMap<>();
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char one = text.charAt(i);
            if (one == '\\' && i + 1 < text.length()) {
                line.append(text.charAt(++i));
            } else if (one == '\n' || one == '\r') {
                add(line, locations);
            } else {
                line.append(one);
            }
        }
        add(line, locations);
        return new TablespaceMap(locations);
    }

    private static void add(StringBuilder line, Map<Long, String> locations) {
        if (line.isEmpty()) {
            return;
        }
        int space = line.indexOf(" ");
        if (space < 0 || !OID.matcher(line.subSequence(0, space)).matches() || space + 1 == line.length()) {
            throw new IllegalArgumentException("'" + line + "' is no line of a map of tablespaces");
        }
        locations.put(Long.valueOf(line.substring(0, space)), line.substring(space + 1));
        line.setLength(0);
    }

    /** Where each is, by its oid. */
    public SortedMap<Long, String> locations() {
        return new TreeMap<>(locations);
    }

    public boolean isEmpty() {
        return locations.isEmpty();
    }

    /** As the server reads it. */
    public String text() {
        StringBuilder text = new StringBuilder();
        locations.forEach((oid, location) -> text.append(oid)
                .append(' ')
                .append(location.replace("\\", "\\\\").replace("\n", "\\\n").replace("\r", "\\\r"))
                .append('\n'));
        return text.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TablespaceMap map && map.locations.equals(locations);
    }

    @Override
    public int hashCode() {
        return locations.hashCode();
    }

    @Override
    public String toString() {
        return locations.toString();
    }
}
