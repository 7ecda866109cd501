package io.lifeboat.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortLeasesTest {

    @Test
    void shouldNeverGiveAPortTwice() {
        // given
        try (PortLeases ours = new PortLeases();
                PortLeases theirs = new PortLeases()) {
            Set<Integer> given = new HashSet<>();

            // when
            for (int i = 0; i < 200; i++) {
                given.add(ours.getAsInt());
                given.add(theirs.getAsInt());
            }

            // then
            assertThat(given).hasSize(400);
        }
    }

    @Test
    void shouldLetAServerListenOnALeasedPort() {
        // given
        try (PortLeases leases = new PortLeases()) {
            int port = leases.getAsInt();

            // when, then
            assertThatCode(() -> new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close())
                    .doesNotThrowAnyException();
        }
    }
}
