package io.lifeboat.sandbox.host;

import io.lifeboat.sandbox.process.BotPaths;
import io.lifeboat.sandbox.process.Loopback;
import io.lifeboat.sandbox.process.PythonLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.config.keys.AuthorizedKeysAuthenticator;

/** The host's SSH server: the plan's users, by public key, and commands through the host's shell. Nothing else. */
final class SshDaemon {

    private static final Set<String> USERS = Set.of("tradingbot", "dbadmin");

    private SshDaemon() {}

    static void start(HostConfig host) throws IOException {
        Path shell = host.root().resolve("usr/local/bin/host-shell");
        SshServer server = SshServer.setUpDefaultServer();
        server.setHost(Loopback.address().getHostAddress());
        server.setPort(host.ssh());
        server.setKeyPairProvider(new FileKeyPairProvider(host.hostKey()));
        server.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        AuthorizedKeysAuthenticator keys = new AuthorizedKeysAuthenticator(host.authorizedKeys());
        PythonLog log = new PythonLog(new BotPaths(host.root()).log("auth.log"), "sshd", Clock.systemUTC(), null);
        server.setPublickeyAuthenticator((user, key, session) -> {
            boolean known = USERS.contains(user) && keys.authenticate(user, key, session);
            if (!known) {
                log.info("Failed publickey for " + user.replaceAll("[^A-Za-z0-9_-]", "?") + " from "
                        + session.getClientAddress());
            }
            return known;
        });
        server.setCommandFactory((channel, command) -> new ShellCommand(shell, command));
        server.setShellFactory(channel -> new ShellCommand(shell, ""));
        server.start();
    }
}
