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
 * @param files where this host's file system is mounted beside the detector and the backup service ({@code /} on the host itself)
 */
public record Host(
        String id,
        String address,
        Map<String, Integer> ports,
        @Nullable Ssh ssh,
        Path files) {

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
