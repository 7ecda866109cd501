package io.lifeboat.sandbox.process;

import java.nio.file.Path;

/**
 * Where the bot's files are on a host.
 *
 * @param root the host's file system
 */
public record BotPaths(Path root) {

    public Path home() {
        return root.resolve("opt/forex-trading-bot");
    }

    public Path config(String name) {
        return home().resolve("config").resolve(name);
    }

    public Path state(String name) {
        return home().resolve("state").resolve(name);
    }

    public Path log(String name) {
        return root.resolve("var/log").resolve(name);
    }
}
