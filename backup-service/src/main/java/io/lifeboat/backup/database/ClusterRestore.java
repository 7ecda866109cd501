package io.lifeboat.backup.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes of restored files a data folder that PostgreSQL recovers from, up to the last transaction whose WAL there is. */
public final class ClusterRestore {

    private static final String SETTINGS = """

            # Written by Lifeboat's restore. All the WAL that there is lies in pg_wal.
            restore_command = 'false'
            recovery_target_timeline = 'latest'
            # What an earlier restore may have left here.
            recovery_end_command = ''
            recovery_target = ''
            recovery_target_name = ''
            recovery_target_time = ''
            recovery_target_xid = ''
            recovery_target_lsn = ''
            recovery_target_inclusive = 'on'
            """;

    /**
     * What the recovery will reach.
     *
     * @param words for the record
     * @param writtenAt when the newest WAL that it will replay was written; none if it replays the snapshot's alone
     */
    public record Reach(String words, @Nullable Instant writtenAt) {}

    private ClusterRestore() {}

    /** @throws IOException if a server runs on the folder */
    public static void refuseIfRunning(Path data) throws IOException {
        Path file = data.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return;
        }
        String first = Files.readAllLines(file).stream().findFirst().orElse("").strip();
        boolean dead = first.matches("\\d+")
                && ProcessHandle.of(Long.parseLong(first)).isEmpty()
                && Files.isDirectory(
                        Path.of("/proc", String.valueOf(ProcessHandle.current().pid())));
        if (!dead) {
            throw new IOException("PostgreSQL runs on " + data + " (process " + first
                    + "): stop it first; if it does not run, remove " + file);
        }
    }

    /**
     * @param staged the restored files, not yet in their place
     * @param replaced the folder that they will replace, whose WAL is newer than the snapshot; it is only read
     * @param facts the manifest's
     */
    public static Reach prepare(Path staged, Path replaced, Map<String, String> facts) throws IOException {
        Reach reach = copyWal(staged, replaced, facts);
        Files.writeString(
                staged.resolve("postgresql.auto.conf"), SETTINGS, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        Files.writeString(staged.resolve("recovery.signal"), "");
        return reach;
    }

    private static Reach copyWal(Path staged, Path replaced, Map<String, String> facts) throws IOException {
        Path from = replaced.resolve("pg_wal");
        if (!Files.isDirectory(from)) {
            return new Reach("without WAL since the snapshot: there is none at " + from, null);
        }
        if (!systemId(replaced).equals(facts.get("systemId"))) {
            return new Reach("without WAL since the snapshot: what lies at " + replaced + " is another cluster", null);
        }
        long size = Long.parseLong(facts.getOrDefault("walSegmentSize", "16777216"));
        Path to = staged.resolve("pg_wal");
        WalSegment newest = newest(to, size);
        long reached = newest.number();
        List<Path> history = new ArrayList<>();
        List<Path> segments = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(from)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                Optional<WalSegment> segment = WalSegment.parse(name, size);
                if (name.endsWith(".history")) {
                    history.add(file);
                } else if (segment.isPresent()
                        && segment.get().number() >= newest.number()
                        && !Files.exists(to.resolve(name))) {
                    segments.add(file);
                }
            }
        }
        for (Path file : history) {
            copy(file, to.resolve(file.getFileName()));
        }
        segments.sort(null);
        Instant writtenAt = null;
        for (Path file : segments) {
            long number = WalSegment.parse(file.getFileName().toString(), size)
                    .orElseThrow()
                    .number();
            if (number > reached + 1) {
                return new Reach("with WAL up to a gap before " + file.getFileName(), writtenAt);
            }
            reached = number;
            writtenAt = later(writtenAt, Files.getLastModifiedTime(file).toInstant());
            copy(file, to.resolve(file.getFileName()));
        }
        return new Reach("with all WAL of the replaced cluster", writtenAt);
    }

    /** A segment that was recycled for later, and not written to yet, has the time of its former life. */
    private static Instant later(@Nullable Instant one, Instant other) {
        return one == null || other.isAfter(one) ? other : one;
    }

    private static WalSegment newest(Path wal, long size) throws IOException {
        WalSegment newest = null;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(wal)) {
            for (Path file : files) {
                Optional<WalSegment> segment =
                        WalSegment.parse(file.getFileName().toString(), size);
                if (segment.isPresent() && (newest == null || segment.get().number() > newest.number())) {
                    newest = segment.get();
                }
            }
        }
        if (newest == null) {
            throw new IOException("the snapshot holds no WAL: PostgreSQL can't recover from it");
        }
        return newest;
    }

    /** The first eight bytes of the control file. */
    private static String systemId(Path data) throws IOException {
        Path control = data.resolve("global/pg_control");
        if (!Files.exists(control)) {
            return "none";
        }
        byte[] bytes = Files.readAllBytes(control);
        return bytes.length < Long.BYTES
                ? "none"
                : Long.toUnsignedString(
                        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong());
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        try (FileChannel file = FileChannel.open(to, StandardOpenOption.WRITE)) {
            file.force(true);
        }
    }
}
