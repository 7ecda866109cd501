package io.lifeboat.backup.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImagePolicyTest {

    private static final Instant BEGUN = ImageProviderContract.NOW;

    @ParameterizedTest
    @CsvSource({
        // repository, its snapshot is there, was removed, the image is confirmed, hours later, verdict
        "r2, true,  false, false, 48, Confirm",
        "r2, true,  false, true,  48, Keep",
        "r2, true,  true,  true,  48, Keep",
        "r2, false, true,  true,  48, Delete",
        "r2, false, true,  false, 48, Delete",
        "r2, false, false, false, 48, Delete",
        "r2, false, false, true,  48, Keep",
        "r2, false, false, false, 23, Keep",
        "r2, false, true,  true,  23, Keep",
        "r2, false, false, false, -9, Keep",
        "r9, false, true,  true,  48, Keep",
        "r9, true,  false, false, 48, Keep"
    })
    void shouldDeleteOnlyWhatHasExpiredOrNeverBecameASnapshot(
            String repository, boolean there, boolean removed, boolean confirmed, int hours, String verdict) {
        // given
        ImageProvider.Found image = new ImageProvider.Found("ami-1", ImageProviderContract.TAGS, confirmed, BEGUN);

        // when
        ImagePolicy.Verdict judged = ImagePolicy.judge(
                image, new ImagePolicy.Known(List.of(repository), there, removed), BEGUN.plus(Duration.ofHours(hours)));

        // then
        assertThat(judged.getClass().getSimpleName()).isEqualTo(verdict);
    }
}
