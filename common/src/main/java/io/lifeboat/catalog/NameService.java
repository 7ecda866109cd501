package io.lifeboat.catalog;

import java.util.List;

/**
 * The zone in which the bot's names are switched.
 *
 * @param zone such as {@code trading.example.com}
 * @param servers every authoritative server; the first takes the updates
 * @param tsig what signs an update
 */
public record NameService(String zone, List<Server> servers, Tsig tsig) {

    public NameService {
        servers = List.copyOf(servers);
    }

    public record Server(String address, int port) {}

    /** @param algorithm such as {@code hmac-sha256} */
    public record Tsig(String name, String algorithm, SecretRef key) {}
}
