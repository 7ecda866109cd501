package io.lifeboat.sandbox;

import java.nio.file.Path;
import java.util.Map;

/**
 * A machine of the sandbox's bot.
 *
 * @param root the folder that is its file system
 * @param files where Lifeboat sees that file system
 * @param sshPort 0 where nobody can log in
 * @param user who logs in
 * @param hostKey what its SSH server shows, as in {@code known_hosts}; empty where there is none
 * @param control the port of its supervisor; 0 where there is none
 * @param ports its services' ports, by the name that the catalog uses
 */
public record SandboxHost(
        String id,
        Path root,
        Path files,
        String address,
        int sshPort,
        String user,
        String hostKey,
        int control,
        Map<String, Integer> ports) {

    public SandboxHost {
        ports = Map.copyOf(ports);
    }

    /** @throws IllegalArgumentException if the host has no such port */
    public int port(String name) {
        Integer port = ports.get(name);
        if (port == null) {
            throw new IllegalArgumentException(id + " has no port '" + name + "', only " + ports.keySet());
        }
        return port;
    }

    /** {@code address:port} of a service. */
    public String at(String name) {
        return address + ":" + port(name);
    }

    public Path resolve(String absolute) {
        return root.resolve(absolute.replaceFirst("^/+", ""));
    }
}
