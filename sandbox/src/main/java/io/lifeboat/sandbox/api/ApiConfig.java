package io.lifeboat.sandbox.api;

import io.lifeboat.sandbox.process.YamlFile;
import java.io.IOException;
import java.nio.file.Path;

/** {@code api_config.yaml}, read once at the start. */
record ApiConfig(int port, String databaseUrl, String databaseUser, String databasePassword) {

    /** @throws IOException in one line, if the server can't start with this file */
    static ApiConfig read(Path file) throws IOException {
        YamlFile yaml = YamlFile.read(file);
        return new ApiConfig(
                yaml.number("port"),
                yaml.text("database.url"),
                yaml.text("database.user"),
                yaml.text("database.password"));
    }
}
