package io.lifeboat.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;

/** The keys of one sandbox, in OpenSSH's form, readable by their owner only. */
final class SandboxKeys {

    private static final int BITS = 256;

    private SandboxKeys() {}

    /** @return the public key, as in {@code known_hosts} and {@code authorized_keys} */
    static String create(Path file) throws IOException {
        try {
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            KeyPair pair = KeyUtils.generateKeyPair(KeyPairProvider.ECDSA_SHA2_NISTP256, BITS);
            try (OutputStream out = Files.newOutputStream(file)) {
                OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "lifeboat sandbox", null, out);
            }
            return PublicKeyEntry.toString(pair.getPublic());
        } catch (GeneralSecurityException e) {
            throw new IOException("can't create the key " + file, e);
        }
    }
}
