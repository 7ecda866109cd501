package io.lifeboat.recovery.checksum;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChecksumListTest {

    private static final String SUM = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @Test
    void shouldReadWhatSha256sumWrites() {
        // given
        ChecksumList.Reader reader = new ChecksumList.Reader();

        // when
        reader.accept(SUM + "  /opt/a b");
        reader.accept("\\" + SUM + "  /opt/with\\nnewline");
        reader.accept("sha256sum: /opt/c: Permission denied");

        // then
        assertThat(reader.whole()).isEmpty();
        reader.accept(ChecksumList.END);
        assertThat(reader.whole()).contains(new ChecksumList(Map.of("/opt/a b", SUM, "/opt/with\\nnewline", SUM)));
    }

    @Test
    void shouldNameWhatIsOtherwise() {
        // when
        ChecksumDifference difference = ChecksumDifference.of(
                new ChecksumList(Map.of("/a", "1", "/b", "2", "/c", "3")),
                new ChecksumList(Map.of("/a", "1", "/b", "9", "/d", "4")));

        // then
        assertThat(difference).isEqualTo(new ChecksumDifference(List.of("/b"), List.of("/d"), List.of("/c")));
        assertThat(difference.words()).isEqualTo("1 changed (/b); 1 added (/d); 1 removed (/c)");
        assertThat(difference.none()).isFalse();
    }
}
