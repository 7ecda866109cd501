package io.lifeboat.backup.configuration;

import java.time.Instant;
import java.util.List;

/**
 * What a snapshot consists of.
 *
 * @param format the version of this format
 * @param sha256 of the stored archive, in hex
 * @param storedBytes of the archive
 * @param seal over the manifest itself, see {@link ManifestCodec}
 */
record Manifest(
        int format,
        String group,
        String snapshot,
        Instant createdAt,
        String sha256,
        long storedBytes,
        List<Entry> entries,
        String seal) {

    static final int FORMAT = 1;

    Manifest {
        entries = List.copyOf(entries);
    }

    int files() {
        return Math.toIntExact(entries.stream()
                .filter(entry -> entry.type() == Entry.Type.FILE)
                .count());
    }

    long bytes() {
        return entries.stream().mapToLong(Entry::size).sum();
    }
}
