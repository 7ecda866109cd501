package io.lifeboat.sandbox.demo;

import io.lifeboat.sandbox.Disaster;
import java.util.LinkedHashMap;
import java.util.Map;

/** The scenarios of the plan that the demo can play, each with what breaks the bot in that way. */
public final class Scenarios {

    public static final String DEFAULT = "api-service-failure";

    private static final Map<String, Disaster> BY_NAME = new LinkedHashMap<>(Map.of(
            DEFAULT,
            Disaster.API,
            "mt5-connection-loss",
            Disaster.MT5,
            "primary-server-failure",
            Disaster.PRIMARY_SERVER,
            "database-corruption",
            Disaster.DATABASE,
            "data-breach",
            Disaster.BREACH));

    private Scenarios() {}

    public static Map<String, Disaster> all() {
        return Map.copyOf(BY_NAME);
    }
}
