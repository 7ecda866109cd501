package io.lifeboat.sandbox.state;

import io.lifeboat.sandbox.process.YamlFile;
import java.io.IOException;
import java.nio.file.Path;

/**
 * From whom the state is copied.
 *
 * @param primary the host's name, as the authority to trade is given to it
 * @param hostKey what its SSH server shows, as in {@code known_hosts}
 * @param key the private key that logs in
 */
record SyncConfig(String primary, String address, int port, String user, String hostKey, Path key) {

    static SyncConfig read(Path file) throws IOException {
        YamlFile yaml = YamlFile.read(file);
        return new SyncConfig(
                yaml.text("primary.host"),
                yaml.text("primary.address"),
                yaml.number("primary.ssh_port"),
                yaml.text("primary.user"),
                yaml.text("primary.host_key"),
                Path.of(yaml.text("key")));
    }
}
