package io.lifeboat.backup.cli;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Gives the commands the environment that they are configured by. */
final class CommandFactory implements IFactory {

    private final Map<String, String> environment;

    CommandFactory(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        return type == Backups.class
                ? type.cast(new Backups(environment))
                : CommandLine.defaultFactory().create(type);
    }
}
