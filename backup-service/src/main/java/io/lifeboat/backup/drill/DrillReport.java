package io.lifeboat.backup.drill;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.lifeboat.backup.repository.SnapshotManifest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about a snapshot: the evidence that lies beside it.
 *
 * @param repository from which it was restored
 * @param findings what is wrong, each in words; none if it is sound
 * @param restoreMillis until the files were there, each compared with its checksum
 * @param recoverMillis until the database took writes; 0 for files
 * @param checkMillis how long it took to look at it
 * @param dataAsOf up to when everything is in it
 */
public record DrillReport(
        int format,
        String component,
        String snapshot,
        String repository,
        Instant at,
        List<String> findings,
        long restoreMillis,
        long recoverMillis,
        long checkMillis,
        int files,
        long bytes,
        @Nullable Instant dataAsOf,
        String detail) {

    static final int FORMAT = 1;

    static final String KIND = "drill";

    public DrillReport {
        findings = List.copyOf(findings);
    }

    /** Of a drill that has neither shown that it can be restored, nor that it can't. */
    static DrillReport unfinished(SnapshotManifest of, Instant at, String finding) {
        return new DrillReport(
                FORMAT,
                of.component(),
                of.id(),
                "",
                at,
                List.of(finding),
                0,
                0,
                0,
                of.fileCount(),
                of.bytes(),
                null,
                "it did not come to its end");
    }

    @JsonIgnore
    public boolean isPassed() {
        return findings.isEmpty();
    }

    /** Until it could be used. */
    @JsonIgnore
    public Duration took() {
        return Duration.ofMillis(restoreMillis + recoverMillis);
    }
}
