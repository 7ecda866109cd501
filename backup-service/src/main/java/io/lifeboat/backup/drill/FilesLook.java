package io.lifeboat.backup.drill;

import io.lifeboat.backup.pack.Hash;
import io.lifeboat.backup.repository.FileEntry;
import io.lifeboat.backup.repository.SnapshotManifest;
import io.lifeboat.backup.snapshot.ScratchRestore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Compares restored files with what the snapshot says of each: that they are there, and that every byte of them is right. */
final class FilesLook {

    private static final int BUFFER = 1 << 20;

    private FilesLook() {}

    /** @return what is wrong, each in words */
    static List<String> look(SnapshotManifest manifest, ScratchRestore restored) throws IOException {
        List<String> findings = new ArrayList<>();
        for (FileEntry file : manifest.files()) {
            Path here = restored.resolve(file.host(), file.path());
            if (here == null || !isThere(file, here)) {
                findings.add("%s is not there as a %s"
                        .formatted(file.describe(), file.type().name().toLowerCase(Locale.ROOT)));
            } else if (!isRight(file, here)) {
                findings.add(file.describe() + " is not what the snapshot has");
            }
        }
        return findings;
    }

    private static boolean isThere(FileEntry file, Path here) {
        return switch (file.type()) {
            case FILE -> Files.isRegularFile(here, LinkOption.NOFOLLOW_LINKS);
            case FOLDER -> Files.isDirectory(here, LinkOption.NOFOLLOW_LINKS);
            case LINK -> Files.isSymbolicLink(here);
        };
    }

    private static boolean isRight(FileEntry file, Path here) throws IOException {
        return switch (file.type()) {
            case FILE -> Files.size(here) == file.size() && sha256(here).equals(file.sha256());
            case FOLDER -> true;
            case LINK -> Files.readSymbolicLink(here).toString().equals(file.target());
        };
    }

    private static String sha256(Path file) throws IOException {
        MessageDigest digest = Hash.sha256();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
