package io.lifeboat.backup.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.backup.snapshot.BackupOutcome.Failed;
import io.lifeboat.backup.snapshot.BackupOutcome.Taken;
import io.lifeboat.backup.snapshot.BackupOutcome.Verified;
import java.io.IOException;
import java.util.Arrays;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BitRotTest extends TwoPlaces {

    @Test
    void shouldNoticeAFlippedBitAnywhere() {
        // given
        BackupManager manager = manager(local, offsite);
        Taken taken = (Taken) manager.take(BotFiles.group());

        for (var object : new TreeMap<>(local.content()).entrySet()) {
            byte[] good = object.getValue();
            for (int at = 0; at < good.length; at += 2) {
                // when
                byte[] bad = good.clone();
                bad[at] ^= (byte) (1 << at % 8);
                local.spoil(object.getKey(), bad);

                // then
                assertThat(manager.verify(BotFiles.group(), taken.snapshot()))
                        .as("%s, byte %d", object.getKey(), at)
                        .isInstanceOfSatisfying(Failed.class, failed -> {
                            assertThat(failed.reason()).startsWith("local: ");
                            assertThat(failed.committedIn()).containsExactly("offsite");
                        });
            }
            local.spoil(object.getKey(), good);
        }
        assertThat(manager.verify(BotFiles.group(), taken.snapshot())).isInstanceOf(Verified.class);
    }

    @Test
    void shouldNoticeWhatIsCutOffOrAppendedOrGone() throws IOException {
        // given
        BackupManager manager = manager(local, offsite);
        Taken taken = (Taken) manager.take(BotFiles.group());

        for (var object : new TreeMap<>(local.content()).entrySet()) {
            byte[] good = object.getValue();
            for (int length : new int[] {0, 1, good.length / 2, good.length - 1, good.length + 1}) {
                // when
                local.spoil(object.getKey(), Arrays.copyOf(good, length));

                // then
                assertThat(manager.verify(BotFiles.group(), taken.snapshot()))
                        .as("%s, %d of %d bytes", object.getKey(), length, good.length)
                        .isInstanceOf(Failed.class);
            }
            local.delete(object.getKey());
            assertThat(manager.verify(BotFiles.group(), taken.snapshot()))
                    .as("no %s", object.getKey())
                    .isInstanceOf(Failed.class);
            local.spoil(object.getKey(), good);
        }
    }
}
