package io.lifeboat.ssh;

import io.lifeboat.catalog.Host;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.jspecify.annotations.Nullable;

/**
 * Lets a session come about only with a key that the catalog lists for the host, and asks the server for a key of a
 * listed type: a server has several, and would else show one that the catalog need not know.
 */
final class HostKeys implements ServerKeyVerifier, SessionListener {

    private static final AttributeKey<Expected> EXPECTED = new AttributeKey<>();

    /** What one connection waits for, and what it got instead. */
    static final class Expected {
        private final List<PublicKey> keys;
        private volatile String shown = "";

        private Expected(List<PublicKey> keys) {
            this.keys = keys;
        }

        /** The fingerprint of a key that was refused, or empty. */
        String refused() {
            return shown;
        }

        /** @param agent where the ssh-agent listens that lets us in; none: there are keys */
        AttributeRepository asContext(@Nullable Path agent) {
            return agent == null
                    ? AttributeRepository.ofKeyValuePair(EXPECTED, this)
                    : AttributeRepository.ofAttributesMap(Map.of(EXPECTED, this, Agents.AT, agent));
        }
    }

    static Expected of(Host.Ssh ssh) throws IOException {
        List<PublicKey> keys = new ArrayList<>();
        for (String line : ssh.hostKeys()) {
            try {
                keys.add(AuthorizedKeyEntry.parseAuthorizedKeyEntry(line)
                        .resolvePublicKey(null, PublicKeyEntryResolver.FAILING));
            } catch (GeneralSecurityException | IOException | RuntimeException e) {
                throw new IOException("the host key '" + line + "' can't be read: " + e.getMessage(), e);
            }
        }
        return new Expected(keys);
    }

    @Override
    public boolean verifyServerKey(ClientSession session, SocketAddress address, PublicKey shown) {
        Expected expected = expectedBy(session);
        if (expected == null) {
            return false;
        }
        boolean known = expected.keys.stream().anyMatch(key -> KeyUtils.compareKeys(key, shown));
        if (!known) {
            expected.shown = KeyUtils.getKeyType(shown) + " " + KeyUtils.getFingerPrint(shown);
        }
        return known;
    }

    @Override
    public void sessionNegotiationOptionsCreated(Session session, Map<KexProposalOption, String> proposal) {
        Expected expected = expectedBy(session);
        String offered = proposal.get(KexProposalOption.SERVERKEYS);
        if (expected == null || offered == null) {
            return;
        }
        Set<String> known = expected.keys.stream()
                .flatMap(HostKeys::algorithms)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        String wanted = Stream.of(offered.split(",")).filter(known::contains).collect(Collectors.joining(","));
        if (!wanted.isEmpty()) {
            proposal.put(KexProposalOption.SERVERKEYS, wanted);
        }
    }

    private static Stream<String> algorithms(PublicKey key) {
        String type = KeyUtils.getKeyType(key);
        return "ssh-rsa".equals(type) ? Stream.of("rsa-sha2-512", "rsa-sha2-256") : Stream.of(type);
    }

    @SuppressWarnings("NullAway") // MINA's sessions have no context until they have one
    private static Expected expectedBy(Session session) {
        AttributeRepository context = ((ClientSession) session).getConnectionContext();
        return context == null ? null : context.getAttribute(EXPECTED);
    }
}
