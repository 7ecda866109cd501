package io.lifeboat.backup.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SnapshotManifestTest {

    /** Else nothing goes on in another process: a restore begins anew. */
    @Test
    void shouldHaveTheSameSumInWhateverOrderItsFactsCome() throws IOException {
        // given
        Map<String, String> forth = new LinkedHashMap<>();
        IntStream.range(10, 40).forEach(i -> forth.put("fact" + i, "value"));
        Map<String, String> back = new LinkedHashMap<>();
        forth.keySet().stream().toList().reversed().forEach(key -> back.put(key, "value"));

        // then
        assertThat(manifest(back).sha256()).isEqualTo(manifest(forth).sha256());
        assertThat(manifest(back).facts().keySet()).containsExactlyElementsOf(forth.keySet());
    }

    private static SnapshotManifest manifest(Map<String, String> facts) {
        return new SnapshotManifest(
                SnapshotManifest.FORMAT,
                "database",
                "20260302T020000000Z-4f1a2b3c",
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                List.of(),
                List.of(),
                List.of(),
                facts,
                0);
    }
}
