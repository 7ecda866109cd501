package io.lifeboat.backup.wal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** Records of tablespaces, as {@code commands/tablespace.h} has them. */
class WalRecordTest {

    private static final int TABLESPACE = 5;
    private static final int DATABASE = 4;
    private static final int OID = 16384;

    @Test
    void shouldFindWhatIsMadeAndDropped() {
        assertThat(of(TABLESPACE, 0x00, "/mnt/fast\0").tablespace(8, 16))
                .contains(new WalMark.Tablespace(8, 16, OID, "/mnt/fast"));
        assertThat(of(TABLESPACE, 0x00, "\0").tablespace(8, 16)).contains(new WalMark.Tablespace(8, 16, OID, ""));
        assertThat(of(TABLESPACE, 0x10, "").tablespace(8, 16)).contains(new WalMark.Tablespace(8, 16, OID, null));
    }

    @Test
    void shouldTakeNothingElseForOne() {
        assertThat(of(DATABASE, 0x00, "/mnt/fast\0").tablespace(8, 16)).isEmpty();
        assertThat(of(TABLESPACE, 0x20, "").tablespace(8, 16)).isEmpty();
    }

    private static WalRecord of(int manager, int info, String path) {
        byte[] text = path.getBytes(UTF_8);
        int length = WalRecord.HEADER + 2 + Integer.BYTES + text.length;
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(0, length).put(16, (byte) info).put(17, (byte) manager);
        bytes.put(24, (byte) 255).put(25, (byte) (Integer.BYTES + text.length));
        bytes.putInt(26, OID).put(30, text);
        return new WalRecord(bytes.array(), length);
    }
}
