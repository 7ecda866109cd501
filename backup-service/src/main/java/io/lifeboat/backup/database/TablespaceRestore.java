package io.lifeboat.backup.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Makes of restored files a data folder whose tablespaces are where they belong: at their locations, or in it as folders
 * where the links were, so that no server on it reaches what is in use.
 */
public final class TablespaceRestore {

    /** What is asked when a recovery finds a folder where a link was. */
    private static final String IN_PLACE = """

            # Written by Lifeboat's restore: the tablespaces are folders in pg_tblspc, and no links.
            allow_in_place_tablespaces = 'on'
            """;

    private static final int CATALOG_VERSION_AT = 12;

    private TablespaceRestore() {}

    /**
     * @param staged the restored files, not yet in their place
     * @param facts the manifest's
     * @param elsewhere whether the tablespaces lie in the data folder
     */
    public static void prepare(Path staged, Map<String, String> facts, boolean elsewhere) throws IOException {
        TablespaceMap map = TablespaceMap.of(facts);
        if (!elsewhere && !map.isEmpty()) {
            Path file = staged.resolve(TablespaceMap.FILE);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.truncate(0);
                ByteBuffer text = StandardCharsets.UTF_8.encode(map.text());
                while (text.hasRemaining()) {
                    channel.write(text);
                }
                channel.force(true);
            }
        }
        if (hasFolders(staged.resolve(Tablespace.LINKS), elsewhere ? TablespaceMap.parse("") : map)) {
            Files.writeString(
                    staged.resolve("postgresql.auto.conf"),
                    IN_PLACE,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
    }

    /** The one folder of a location that the server uses: other versions' lie beside it. */
    public static String folder(Path staged) throws IOException {
        String version = Files.readString(staged.resolve("PG_VERSION")).strip();
        byte[] control = Files.readAllBytes(staged.resolve("global/pg_control"));
        int catalog = ByteBuffer.wrap(control).order(ByteOrder.LITTLE_ENDIAN).getInt(CATALOG_VERSION_AT);
        return "PG_%s_%d".formatted(version, catalog);
    }

    /** Whether there are any but those that the server makes links of. */
    private static boolean hasFolders(Path links, TablespaceMap map) throws IOException {
        if (!Files.isDirectory(links)) {
            return false;
        }
        try (Stream<Path> all = Files.list(links)) {
            return all.filter(one -> Files.isDirectory(one, LinkOption.NOFOLLOW_LINKS))
                    .map(one -> String.valueOf(one.getFileName()))
                    .anyMatch(name -> map.locations().keySet().stream()
                            .noneMatch(oid -> String.valueOf(oid).equals(name)));
        }
    }
}
