package io.lifeboat.backup.snapshot;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/** Encodes a snapshot: tar, compressed by zstd, with a checksum of its own in the frame. */
final class ArchiveWriter implements Closeable {

    private static final int LEVEL = 3;

    private final StableReader reader;
    private final MessageDigest digest = Sha256.start();
    private final CountingStream stored;
    private final TarArchiveOutputStream tar;
    private final List<Entry> entries = new ArrayList<>();

    ArchiveWriter(OutputStream to, StableReader reader) throws IOException {
        this.reader = reader;
        this.stored = new CountingStream(new DigestOutputStream(to, digest));
        ZstdOutputStream zstd = new ZstdOutputStream(stored, LEVEL);
        zstd.setChecksum(true);
        this.tar = new TarArchiveOutputStream(zstd, "UTF-8");
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
    }

    void add(SourcePath source, PosixFileAttributes attributes) throws IOException {
        if (attributes.isDirectory()) {
            put(entry(source, Entry.Type.FOLDER, attributes, 0, null, null));
            tar.closeArchiveEntry();
        } else if (attributes.isSymbolicLink()) {
            String target = Files.readSymbolicLink(source.here()).toString();
            put(entry(source, Entry.Type.LINK, attributes, 0, null, target));
            tar.closeArchiveEntry();
        } else if (attributes.isRegularFile()) {
            addFile(source, attributes, reader.read(source));
        } else {
            throw new SourceException(source.describe() + " is neither a file nor a folder nor a link");
        }
    }

    /** A file that changes while it is read. */
    void addChanging(SourcePath source, PosixFileAttributes attributes, StableReader.Copier as) throws IOException {
        addFile(source, attributes, reader.readChanging(source, as));
    }

    private void addFile(SourcePath source, PosixFileAttributes attributes, StableReader.Copy copy) throws IOException {
        put(entry(source, Entry.Type.FILE, attributes, copy.size(), copy.sha256(), null));
        Files.copy(copy.content(), tar);
        tar.closeArchiveEntry();
    }

    /** Ends the archive; after this {@link #sha256} and {@link #storedBytes} are final. */
    @Override
    public void close() throws IOException {
        tar.close();
    }

    List<Entry> entries() {
        return List.copyOf(entries);
    }

    String sha256() {
        return Sha256.hex(digest.digest());
    }

    long storedBytes() {
        return stored.count();
    }

    private void put(Entry entry) throws IOException {
        byte type = switch (entry.type()) {
            case FILE -> TarConstants.LF_NORMAL;
            case FOLDER -> TarConstants.LF_DIR;
            case LINK -> TarConstants.LF_SYMLINK;
        };
        TarArchiveEntry header = new TarArchiveEntry(entry.name(), type, true);
        header.setMode(Integer.parseInt(entry.mode(), 8));
        header.setLastModifiedTime(FileTime.from(entry.mtime()));
        header.setSize(entry.size());
        if (entry.target() != null) {
            header.setLinkName(entry.target());
        }
        tar.putArchiveEntry(header);
        entries.add(entry);
    }

    private static Entry entry(
            SourcePath source,
            Entry.Type type,
            PosixFileAttributes attributes,
            long size,
            @Nullable String sha256,
            @Nullable String target) {
        return new Entry(
                source.host(),
                source.path(),
                type,
                mode(attributes.permissions()),
                attributes.lastModifiedTime().toInstant(),
                size,
                sha256,
                target);
    }

    private static String mode(Set<PosixFilePermission> permissions) {
        String letters = PosixFilePermissions.toString(permissions);
        int bits = 0;
        for (int i = 0; i < letters.length(); i++) {
            bits = bits << 1 | (letters.charAt(i) == '-' ? 0 : 1);
        }
        return "0%03o".formatted(bits);
    }
}
