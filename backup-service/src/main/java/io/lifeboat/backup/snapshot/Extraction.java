package io.lifeboat.backup.snapshot;

import com.github.luben.zstd.ZstdInputStream;
import io.lifeboat.backup.repository.SnapshotStore;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Writes a snapshot's files to where they are wanted, and compares each with its checksum as it is written. */
final class Extraction {

    private final SnapshotStore store;
    private final Manifest manifest;
    private final Map<String, Entry> byName;

    Extraction(SnapshotStore store, Manifest manifest) {
        this.store = store;
        this.manifest = manifest;
        this.byName = manifest.entries().stream().collect(Collectors.toMap(Entry::name, entry -> entry));
    }

    /**
     * Everything at or below one path of a host.
     *
     * @param to what that path becomes; nothing lies there yet. What is written is left there if this fails
     */
    void extract(String host, String path, Path to) throws IOException {
        List<Entry> folders = new ArrayList<>();
        int files = 0;
        try (InputStream body = new BufferedInputStream(store.open(manifest.group(), manifest.snapshot()), 1 << 16);
                ZstdInputStream zstd = new ZstdInputStream(body);
                TarArchiveInputStream tar = new TarArchiveInputStream(zstd, "UTF-8")) {
            for (TarArchiveEntry found = tar.getNextEntry(); found != null; found = tar.getNextEntry()) {
                Entry entry = byName.get(found.getName());
                if (entry == null) {
                    throw new CorruptSnapshotException(found.getName() + " is not in the manifest");
                }
                if (!entry.host().equals(host)
                        || !(entry.path().equals(path) || entry.path().startsWith(path + "/"))) {
                    continue;
                }
                files++;
                Path target = target(entry, path, to);
                switch (entry.type()) {
                    case FOLDER -> {
                        Files.createDirectory(target);
                        folders.add(entry);
                    }
                    case LINK -> Files.createSymbolicLink(target, Path.of(String.valueOf(entry.target())));
                    case FILE -> write(entry, target, tar);
                }
            }
        }
        if (files == 0) {
            throw new IOException("snapshot %s holds nothing of %s:%s".formatted(manifest.snapshot(), host, path));
        }
        // Last, because writing into a folder changes its time, and its mode may forbid it.
        for (Entry folder : folders.reversed()) {
            Path target = target(folder, path, to);
            stamp(folder, target);
            try (FileChannel channel = FileChannel.open(target, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** A manifest is sealed, not signed: its paths are not trusted to stay below the target. */
    private static Path target(Entry entry, String path, Path to) throws IOException {
        String relative = entry.path().substring(path.length()).replaceFirst("^/", "");
        Path target = to.resolve(relative).normalize();
        if (!target.startsWith(to)) {
            throw new CorruptSnapshotException(entry.describe() + " leads out of " + path);
        }
        return target;
    }

    private static void write(Entry entry, Path target, InputStream content) throws IOException {
        MessageDigest digest = Sha256.start();
        try (FileChannel file = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                OutputStream out = new DigestOutputStream(Channels.newOutputStream(file), digest)) {
            content.transferTo(out);
            file.force(true);
        }
        if (!Sha256.hex(digest.digest()).equals(entry.sha256())) {
            throw new CorruptSnapshotException(entry.describe() + " does not have the manifest's SHA-256");
        }
        stamp(entry, target);
    }

    private static void stamp(Entry entry, Path target) throws IOException {
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(letters(entry.mode())));
        Files.setLastModifiedTime(target, FileTime.from(entry.mtime()));
    }

    private static String letters(String mode) {
        int bits = Integer.parseInt(mode, 8);
        StringBuilder letters = new StringBuilder();
        for (int i = 8; i >= 0; i--) {
            letters.append((bits >> i & 1) == 0 ? '-' : "xwr".charAt(i % 3));
        }
        return letters.toString();
    }
}
