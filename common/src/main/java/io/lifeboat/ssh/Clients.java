package io.lifeboat.ssh;

import java.time.Duration;
import java.util.List;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.core.CoreModuleProperties;

/** The SSH client as Lifeboat uses it: nothing from the login user's own {@code ~/.ssh}. */
final class Clients {

    private Clients() {}

    static SshClient start() {
        SshClient client = SshClient.setUpDefaultClient();
        HostKeys hostKeys = new HostKeys();
        client.setServerKeyVerifier(hostKeys);
        client.addSessionListener(hostKeys);
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setAgentFactory(new Agents());
        client.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        // A command may be silent for as long as its step allows; a connection that is dead is found by asking.
        CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
        CoreModuleProperties.NIO2_READ_TIMEOUT.set(client, Duration.ZERO);
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, Duration.ofSeconds(5));
        CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, 2);
        CoreModuleProperties.SOCKET_KEEPALIVE.set(client, true);
        client.start();
        return client;
    }

    static ConnectionService connectionOf(ClientSession session) {
        return session.getService(ConnectionService.class);
    }
}
