package io.lifeboat.sandbox.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerminalJournalTest {

    @TempDir
    Path folder;

    @Test
    void shouldWriteUtf16WithOneByteOrderMark() throws IOException {
        // given
        TerminalJournal journal = at("2025-04-11T12:00:00.123Z");

        // when
        journal.error("Network", "'primary': connection lost");
        journal.info("Network", "'primary': authorized");

        // then
        byte[] bytes = Files.readAllBytes(folder.resolve("20250411.log"));
        assertThat(bytes).startsWith(0xFF, 0xFE);
        assertThat(new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16LE).split("\r\n"))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .matches("[A-Z]{2}\t2\t12:00:00\\.123\tNetwork\t'primary': connection lost"),
                        line -> assertThat(line)
                                .matches("[A-Z]{2}\t0\t12:00:00\\.123\tNetwork\t'primary': authorized"));
    }

    @Test
    void shouldBeginANewFileEachDay() {
        // given
        at("2025-04-11T23:59:59.999Z").info("Network", "late");

        // when
        at("2025-04-12T00:00:00Z").info("Network", "early");

        // then
        assertThat(folder.resolve("20250411.log")).exists();
        assertThat(folder.resolve("20250412.log")).exists();
    }

    private TerminalJournal at(String instant) {
        return new TerminalJournal(folder, Clock.fixed(Instant.parse(instant), ZoneOffset.UTC));
    }
}
