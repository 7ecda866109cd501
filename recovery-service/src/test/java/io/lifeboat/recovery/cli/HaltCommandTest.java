package io.lifeboat.recovery.cli;

import static io.lifeboat.recovery.cli.FakeService.ok;
import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.recovery.cli.FakeService.Ran;
import io.lifeboat.recovery.cli.FakeService.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kill switches from the command line, with nothing of Lifeboat up. */
class HaltCommandTest {

    @TempDir
    private Path folder;

    @Test
    void shouldStopTradingAtTheOrderGatewayItselfAndAskWhatItTakes() throws IOException {
        // given
        try (FakeService gateway = new FakeService(lowest(7), new Reply(204, ""), lowest(8))) {
            // when
            Ran ran = halt(gateway, "--state", folder.resolve("state").toString());

            // then
            assertThat(ran.status()).as(ran.err()).isZero();
            assertThat(gateway.asked)
                    .containsExactly(
                            "GET /gateway/fence/trading-engine",
                            "PUT /gateway/fence/trading-engine {\"lowestEpoch\":8}",
                            "GET /gateway/fence/trading-engine");
            assertThat(ran.out()).contains("takes no order below epoch 8", "halted: nothing trades until");
            assertThat(folder.resolve("state/trading.halt")).content().startsWith("the market is mad\nby: Ada\n");
        }
    }

    @Test
    void shouldSayByItsStatusThatTheGatewayGoesOn() throws IOException {
        // given
        try (FakeService deaf = new FakeService(lowest(7))) {
            // when
            Ran ran = halt(deaf);

            // then
            assertThat(ran.status()).isEqualTo(1);
            assertThat(ran.out()).contains("still takes epoch 7", "NOT CONFIRMED", "at the broker");
        }
    }

    @Test
    void shouldWriteTheFileThoughTheGatewayIsAway() throws IOException {
        // given
        FakeService gone = new FakeService(lowest(7));
        gone.close();

        // when
        Ran ran = halt(gone, "--state", folder.resolve("state").toString());

        // then
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.out()).contains("can't be reached", "NOT CONFIRMED");
        assertThat(folder.resolve("state/trading.halt")).exists();
    }

    @Test
    void shouldSayWhatToDoWithoutTheService() {
        assertThat(FakeService.runAlone(
                        new HaltCommand(), "--url", "http://127.0.0.1:9", "trading", "--reason", "r", "--by", "Ada"))
                .satisfies(ran -> {
                    assertThat(ran.status()).isEqualTo(69);
                    assertThat(ran.err()).contains("--state DIR, and --catalog DIR");
                });
    }

    @Test
    void shouldNotTakeAGatewayForTheAutomationAndNothingElseToHalt() {
        assertThat(FakeService.runAlone(new HaltCommand(), "automation", "--reason", "r", "--catalog", "x")
                        .status())
                .isEqualTo(2);
        assertThat(FakeService.runAlone(new HaltCommand(), "everything", "--reason", "r")
                        .err())
                .contains("there are automation and trading");
    }

    @Test
    void shouldPrintWhatComesAfterAClearing() {
        // given
        try (FakeService service =
                new FakeService(ok("{\"next\":[\"lifeboat run primary-server-failback --target trading-server\"]}"))) {
            // when
            Ran ran = service.run(new ClearCommand(), "trading", "--by", "Ada Lovelace");

            // then
            assertThat(service.asked.getFirst()).startsWith("DELETE /api/v1/halts/trading?by=Ada%20Lovelace");
            assertThat(ran.out()).contains("nothing trades by this", "lifeboat run primary-server-failback");
        }
    }

    private Ran halt(FakeService gateway, String... more) throws IOException {
        Path catalog = plan(gateway.url() + "/gateway");
        String[] arguments = Stream.concat(
                        Stream.of(
                                "trading",
                                "--reason",
                                "the market is mad",
                                "--by",
                                "Ada",
                                "--catalog",
                                catalog.toString()),
                        Stream.of(more))
                .toArray(String[]::new);
        return FakeService.runAlone(new HaltCommand(), arguments);
    }

    /** The shipped plan with an order gateway of the test's own. */
    private Path plan(String url) throws IOException {
        Path shipped = Path.of("../catalog");
        Path copy = folder.resolve("catalog");
        try (Stream<Path> files = Files.walk(shipped)) {
            for (Path file : files.toList()) {
                Path to = copy.resolve(shipped.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(file, to);
                }
            }
        }
        Path token = Files.writeString(folder.resolve("token"), "open-sesame\n");
        Path hosts = copy.resolve("hosts.yaml");
        Files.writeString(
                hosts,
                Files.readString(hosts)
                        .replace("\"http://{broker:status}/gateway\"", "\"" + url + "\"")
                        .replace("file:/etc/lifeboat/secrets/order-gateway", "file:" + token));
        return copy;
    }

    private static Reply lowest(long epoch) {
        return ok("{\"lowestEpoch\":" + epoch + "}");
    }
}
