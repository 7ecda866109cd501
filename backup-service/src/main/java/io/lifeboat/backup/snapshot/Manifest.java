package io.lifeboat.backup.snapshot;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a snapshot consists of.
 *
 * @param format the version of this format
 * @param sha256 of the stored archive, in hex
 * @param storedBytes of the archive
 * @param facts what a restore must know besides the files: of a database, where its WAL begins; none in older ones
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
        Map<String, String> facts,
        String seal) {

    static final int FORMAT = 1;

    Manifest {
        entries = List.copyOf(entries);
        // An older service has left them out.
        facts = Objects.requireNonNullElse(facts, Map.of());
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
