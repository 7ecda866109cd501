package io.lifeboat.sandbox.host;

import io.lifeboat.sandbox.process.Loopback;
import io.lifeboat.sandbox.replica.StandbyDecision;
import io.lifeboat.sandbox.replica.StandbyState;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Says whether this host's database follows the primary. Its argument is the host's root. Ends with 0 if it does, with 2 if it
 * may be made anew, with 3 if a person must decide, with 1 if nothing is known.
 */
public final class FollowsMain {

    private static final int UNKNOWN = 1;
    private static final int REBUILD = 2;
    private static final int REFUSE = 3;
    private static final long PAUSE_MILLIS = 100;

    private FollowsMain() {}

    public static void main(String[] args) throws IOException {
        HostConfig host = HostConfig.read(HostConfig.file(Path.of(args[0])));
        if (!host.follows()) {
            System.err.println("pg_follows: the database of " + host.id() + " follows nobody: it is not touched");
            System.exit(REFUSE);
        }
        StandbyState state = new StandbyState(
                StandbyDatabase.link(host),
                "jdbc:postgresql://" + Loopback.address().getHostAddress() + ":" + host.database() + "/"
                        + HostConfig.DATABASE);
        // How many seconds it has to begin following.
        String patience = System.getenv().getOrDefault("PG_FOLLOWS_WITHIN", "0");
        System.exit(status(
                state,
                System.nanoTime() + Duration.ofSeconds(Long.parseLong(patience)).toNanos()));
    }

    private static int status(StandbyState state, long deadline) {
        while (true) {
            try {
                StandbyDecision decision = state.decide();
                if (!(decision instanceof StandbyDecision.Rebuild) || System.nanoTime() >= deadline) {
                    System.out.println(decision.reason());
                    return switch (decision) {
                        case StandbyDecision.Follows _ -> 0;
                        case StandbyDecision.Rebuild _ -> REBUILD;
                        case StandbyDecision.Refuse _ -> REFUSE;
                    };
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            } catch (SQLException | IOException e) {
                System.err.println("pg_follows: error: " + e.getMessage());
                return UNKNOWN;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return UNKNOWN;
            }
        }
    }
}
