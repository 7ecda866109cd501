package io.lifeboat.backup.snapshot;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Iterator;
import java.util.Objects;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/** Reads an archive to its end and compares all that is in it with the manifest. Nothing is written anywhere. */
final class ArchiveVerifier {

    private ArchiveVerifier() {}

    /** @throws CorruptSnapshotException at the first difference, naming the file in which it is */
    static void verify(Manifest manifest, InputStream archive) throws IOException {
        MessageDigest whole = Sha256.start();
        CountedInput stored = new CountedInput(new DigestInputStream(archive, whole));
        String within = "the beginning";
        try (ZstdInputStream zstd = new ZstdInputStream(stored);
                TarArchiveInputStream tar = new TarArchiveInputStream(zstd, "UTF-8")) {
            Iterator<Entry> expected = manifest.entries().iterator();
            for (TarArchiveEntry found = tar.getNextEntry(); found != null; found = tar.getNextEntry()) {
                if (!expected.hasNext()) {
                    throw new CorruptSnapshotException(found.getName() + " is not in the manifest");
                }
                Entry entry = expected.next();
                within = entry.describe();
                compare(entry, found, tar);
            }
            if (expected.hasNext()) {
                throw new CorruptSnapshotException(expected.next().describe() + " is missing in the archive");
            }
            within = "the end";
            zstd.transferTo(OutputStream.nullOutputStream());
            stored.transferTo(OutputStream.nullOutputStream());
        } catch (CorruptSnapshotException e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            throw new CorruptSnapshotException(
                    "snapshot.tar.zst can't be read after " + within + ": " + e.getMessage(), e);
        }
        if (stored.count() != manifest.storedBytes()) {
            throw new CorruptSnapshotException(
                    "snapshot.tar.zst has %d bytes, not %d".formatted(stored.count(), manifest.storedBytes()));
        }
        if (!Sha256.hex(whole.digest()).equals(manifest.sha256())) {
            throw new CorruptSnapshotException("snapshot.tar.zst as a whole does not have the manifest's SHA-256");
        }
    }

    private static void compare(Entry entry, TarArchiveEntry found, InputStream content) throws IOException {
        Entry.Type type =
                found.isDirectory() ? Entry.Type.FOLDER : found.isSymbolicLink() ? Entry.Type.LINK : Entry.Type.FILE;
        same(entry, "name", entry.name(), found.getName());
        same(entry, "type", entry.type(), type);
        same(entry, "mode", Integer.parseInt(entry.mode(), 8), found.getMode() & 0_7777);
        same(entry, "size", entry.size(), found.getSize());
        same(entry, "link", entry.target(), type == Entry.Type.LINK ? found.getLinkName() : null);
        if (type == Entry.Type.FILE) {
            MessageDigest digest = Sha256.start();
            content.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            same(entry, "SHA-256", entry.sha256(), Sha256.hex(digest.digest()));
        }
    }

    private static void same(Entry entry, String what, @Nullable Object expected, @Nullable Object found)
            throws CorruptSnapshotException {
        if (!Objects.equals(expected, found)) {
            throw new CorruptSnapshotException("%s has the %s %s in the archive, and %s in the manifest"
                    .formatted(entry.describe(), what, found, expected));
        }
    }
}
