package io.lifeboat.catalog;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A machine of the bot.
 *
 * @param address a name or an IP address
 * @param ports the ports that probes name as {@code {host:port-name}}, by name
 * @param ssh how to log in, or none where Lifeboat may not
 * @param supervisor none where supervisorctl over SSH is the way
 * @param databases by the name that steps and probes use
 * @param files where this host's file system is mounted beside the detector and the backup service ({@code /} on the host itself)
 */
public record Host(
        String id,
        String address,
        Map<String, Integer> ports,
        @Nullable Ssh ssh,
        Path files,
        @Nullable Supervisor supervisor,
        Map<String, Database> databases) {

    public Host {
        databases = Map.copyOf(databases);
    }

    /** A host without a supervisor's own port and without databases. */
    public Host(String id, String address, Map<String, Integer> ports, @Nullable Ssh ssh, Path files) {
        this(id, address, ports, ssh, files, null, Map.of());
    }

    /**
     * supervisord's XML-RPC.
     *
     * @param url {@code http://…/RPC2}, or {@code unix:/path/of/the/socket}
     * @param password none where it asks for none
     */
    public record Supervisor(
            String url, @Nullable String user, @Nullable SecretRef password) {}

    /**
     * A PostgreSQL database.
     *
     * @param name as PostgreSQL knows it
     */
    public record Database(String name, int port, String user, SecretRef password) {}

    /**
     * @param hostKeys the keys that this host may show, as in {@code known_hosts} ({@code ssh-ed25519 AAAA…}); any other is refused
     * @param key the private key to log in with
     */
    public record Ssh(int port, String user, List<String> hostKeys, SecretRef key) {
        public Ssh {
            hostKeys = List.copyOf(hostKeys);
        }
    }

    /** A path of this host as it is seen from beside it. */
    public Path resolve(String absolute) {
        return files.resolve(absolute.replaceFirst("^/+", ""));
    }
}
