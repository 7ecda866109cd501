package io.lifeboat.sandbox.connector;

import io.lifeboat.sandbox.process.YamlFile;
import java.io.IOException;
import java.nio.file.Path;

/**
 * {@code mt5_config.yaml}, read once at the start.
 *
 * @param account the account in use, such as {@code primary}
 */
record ConnectorConfig(String brokerHost, int brokerPort, String account, String key, int httpPort) {

    static ConnectorConfig read(Path file) throws IOException {
        YamlFile yaml = YamlFile.read(file);
        String account = yaml.text("active_account");
        return new ConnectorConfig(
                yaml.text("broker.host"),
                yaml.number("broker.port"),
                account,
                yaml.text("accounts." + account + ".key"),
                yaml.number("http_port"));
    }
}
