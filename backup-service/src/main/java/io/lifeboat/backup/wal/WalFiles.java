package io.lifeboat.backup.wal;

import io.lifeboat.backup.database.WalSegment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** WAL in folders, read as PostgreSQL will: of each segment the newest timeline's, and the first folder's. */
final class WalFiles {

    private static final int BUFFER = 1 << 20;

    private final List<Path> folders;
    private final List<Integer> timelines;
    private final long segmentSize;

    /** @param timelines newest first */
    WalFiles(List<Path> folders, List<Integer> timelines, long segmentSize) {
        this.folders = List.copyOf(folders);
        this.timelines = List.copyOf(timelines);
        this.segmentSize = segmentSize;
    }

    /** The last record that a recovery will replay. */
    record Last(long start, long end) {}

    Last scan(long from, Consumer<WalMark> marks) throws IOException {
        return scan(from, Long.MAX_VALUE, marks);
    }

    /** @param to the segment in which it lies is the last that is read */
    Last scan(long from, long to, Consumer<WalMark> marks) throws IOException {
        WalScanner scanner = new WalScanner(from, segmentSize, marks);
        byte[] buffer = new byte[BUFFER];
        long number = from / segmentSize;
        while (!scanner.isOver() && number * segmentSize < to) {
            Optional<Path> file = file(number);
            if (file.isEmpty()) {
                break;
            }
            try (InputStream in = Files.newInputStream(file.get())) {
                in.skipNBytes(Math.max(0, scanner.next() - number * segmentSize));
                for (int read = in.read(buffer); read > 0 && !scanner.isOver(); read = in.read(buffer)) {
                    scanner.feed(buffer, 0, read);
                }
            }
            number++;
        }
        return new Last(scanner.lastStart(), scanner.end());
    }

    private Optional<Path> file(long number) {
        for (int timeline : timelines) {
            String name = new WalSegment(timeline, number, segmentSize).name();
            for (Path folder : folders) {
                if (Files.isRegularFile(folder.resolve(name))) {
                    return Optional.of(folder.resolve(name));
                }
            }
        }
        return Optional.empty();
    }
}
