package io.lifeboat.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.CatalogLoader;
import io.lifeboat.catalog.SystemImage;
import io.lifeboat.embedded.PortLeases;
import io.lifeboat.sandbox.process.YamlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogForSandboxTest {

    @TempDir
    Path folder;

    @Test
    void shouldKeepTheCatalogAndReplaceItsMachines() throws IOException {
        // given
        Path shipped = folder.resolve("catalog");
        Files.createDirectories(shipped.resolve("procedures"));
        Files.writeString(shipped.resolve("hosts.yaml"), "hosts: {}\n");
        Files.writeString(shipped.resolve("procedures/x.yaml"), "procedure: x\n");
        try (PortLeases ports = new PortLeases();
                Sandbox sandbox = Sandbox.create(
                        new SandboxConfig(folder.resolve("work"), ports, "127.0.0.1:9", folder, said -> {}))) {
            // when
            CatalogForSandbox.write(sandbox, shipped, folder.resolve("target"));

            // then
            SandboxHost trading = sandbox.host("trading-server");
            YamlFile hosts = YamlFile.read(folder.resolve("target/hosts.yaml"));
            assertThat(folder.resolve("target/procedures/x.yaml")).hasContent("procedure: x");
            assertThat(shipped.resolve("hosts.yaml")).hasContent("hosts: {}");
            assertThat(hosts.text("hosts.trading-server.address")).isEqualTo("127.0.0.1");
            assertThat(hosts.number("hosts.trading-server.ports.connector")).isEqualTo(trading.port("connector"));
            assertThat(hosts.number("hosts.trading-server.ssh.port")).isEqualTo(trading.sshPort());
            assertThat(hosts.text("hosts.trading-server.ssh.host-keys"))
                    .isEqualTo("[" + trading.hostKey() + "]")
                    .startsWith("[ecdsa-sha2-nistp256 ");
            assertThat(hosts.text("hosts.trading-server.ssh.key")).isEqualTo("file:" + sandbox.sshKey());
            assertThat(hosts.text("hosts.trading-server.files"))
                    .isEqualTo(trading.root().toString());
            assertThat(hosts.text("hosts.db-server.ssh.user")).isEqualTo("dbadmin");
            assertThat(hosts.number("hosts.broker.ports.trade")).isPositive();
        }
    }

    @Test
    void shouldHaveImagesTakenByTheSandboxesOwnProvider() throws IOException {
        // given
        Path shipped = Path.of("../catalog");
        try (PortLeases ports = new PortLeases();
                Sandbox sandbox = Sandbox.create(
                        new SandboxConfig(folder.resolve("work"), ports, "127.0.0.1:9", folder, said -> {}))) {
            // when
            CatalogForSandbox.write(sandbox, shipped, folder.resolve("target"));

            // then
            Map<String, BackupGroup> expected = CatalogLoader.backups(shipped).backups();
            Map<String, BackupGroup> backups =
                    CatalogLoader.backups(folder.resolve("target")).backups();
            BackupGroup images = Objects.requireNonNull(backups.get("system-images"));
            assertThat(images.isTakenHere()).isTrue();
            assertThat(images.image())
                    .isEqualTo(new SystemImage.Folder(
                            "trading-server",
                            "/",
                            sandbox.host("provider").root().resolve("images").toString()));
            assertThat(images.kinds())
                    .singleElement()
                    .extracting(BackupGroup.Kind::frequency)
                    .isEqualTo(BackupGroup.Frequency.WEEKLY);
            assertThat(backups.keySet()).isEqualTo(expected.keySet());
            expected.keySet().stream()
                    .filter(id -> !id.equals("system-images") && !id.equals("trading-data"))
                    .forEach(id -> assertThat(backups.get(id)).isEqualTo(expected.get(id)));
        }
    }

    @Test
    void shouldNameTheCopyThatTheSandboxesStandbyMakes() throws IOException {
        // given
        try (PortLeases ports = new PortLeases();
                Sandbox sandbox = Sandbox.create(
                        new SandboxConfig(folder.resolve("work"), ports, "127.0.0.1:9", folder, said -> {}))) {
            // when
            CatalogForSandbox.write(sandbox, Path.of("../catalog"), folder.resolve("target"));

            // then
            BackupGroup trading = Objects.requireNonNull(
                    CatalogLoader.backups(folder.resolve("target")).backups().get("trading-data"));
            assertThat(trading.kinds())
                    .filteredOn(kind -> kind.standby() != null)
                    .singleElement()
                    .satisfies(kind -> {
                        assertThat(kind.frequency()).isEqualTo(BackupGroup.Frequency.CONTINUOUS);
                        assertThat(kind.standby())
                                .isEqualTo(new BackupGroup.StandbyCopy(
                                        "standby-server",
                                        "/opt/forex-trading-bot/state-of-the-primary",
                                        "trading-engine"));
                    });
        }
    }
}
