package io.lifeboat.sandbox.host;

import io.lifeboat.sandbox.process.BotPaths;
import io.lifeboat.sandbox.process.JournalFile;
import io.lifeboat.sandbox.process.Json;
import io.lifeboat.sandbox.process.Loopback;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/**
 * The host's way out to the world: whatever is sent here leaves the house, unless ufw forbids it. {@code var/log/uplink.jsonl}
 * tells what has left. The bot's own connections go past it: their peers are processes of the same sandbox.
 */
final class Uplink {

    private final Path ufw;
    private final JournalFile journal;

    private Uplink(BotPaths paths, Clock clock) {
        this.ufw = paths.root().resolve("etc/ufw");
        this.journal = new JournalFile(paths.log("uplink.jsonl"), clock);
    }

    static void start(BotPaths paths, int port, Clock clock) throws IOException {
        Uplink uplink = new Uplink(paths, clock);
        ServerSocket server = new ServerSocket(port, 16, Loopback.address());
        Thread.ofPlatform().daemon().name("uplink").start(() -> uplink.accept(server));
    }

    private void accept(ServerSocket server) {
        while (true) {
            try {
                Socket socket = server.accept();
                Thread.startVirtualThread(() -> carry(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void carry(Socket socket) {
        try (socket;
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                boolean open = isOpen();
                journal.append(open ? "left" : "held-back", Json.object().put("bytes", line.length()));
                if (!open) {
                    return;
                }
            }
        } catch (IOException e) {
            // Who sends has gone.
        }
    }

    private boolean isOpen() throws IOException {
        Path outgoing = ufw.resolve("outgoing");
        return !Files.exists(ufw.resolve("enabled"))
                || !Files.exists(outgoing)
                || !Files.readString(outgoing).strip().equals("deny");
    }
}
