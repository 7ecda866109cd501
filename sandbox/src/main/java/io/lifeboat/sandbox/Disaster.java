package io.lifeboat.sandbox;

import java.util.Arrays;
import java.util.Optional;

/** What can be done to the bot. */
public enum Disaster {
    /** The API server is killed. A restart mends it. */
    API("api"),
    /** The API server's configuration is corrupted and the server killed. Restoring the file and a restart mend it. */
    API_CONFIG("api --config"),
    /** The broker drops and refuses the primary account. The switch to the backup account mends it, a restart does not. */
    MT5("mt5"),
    /** The broker refuses the terminal's session. A restart of the connector mends it. */
    MT5_TRANSIENT("mt5 --transient"),
    /** The trading server dies with all that runs on it. Only the standby mends it. */
    PRIMARY_SERVER("primary-server"),
    /** The trading server answers nobody any more, but its engine trades on: a failover would be wrong. */
    PRIMARY_SERVER_HUNG("primary-server --hung"),
    /** Pages of the bot's database rot on its disk. Only a restore mends it. */
    DATABASE("database"),
    /** An intruder on the API server steals, changes a program, and sends data out. Only people end it. */
    BREACH("breach");

    private final String words;

    Disaster(String words) {
        this.words = words;
    }

    /** As it is asked for: {@code lifeboat break mt5 --transient}. */
    public String words() {
        return words;
    }

    public static Optional<Disaster> named(String words) {
        return Arrays.stream(values()).filter(d -> d.words.equals(words)).findFirst();
    }
}
