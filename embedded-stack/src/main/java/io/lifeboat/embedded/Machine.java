package io.lifeboat.embedded;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Where a server runs.
 *
 * @param address at which others reach it
 * @param on a command, as it is started there
 */
public record Machine(String address, UnaryOperator<List<String>> on) {

    /** This one. */
    public static Machine here() {
        return new Machine("127.0.0.1", command -> command);
    }
}
