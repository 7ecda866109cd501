package io.lifeboat.sandbox.host;

import io.lifeboat.sandbox.process.BotPaths;
import io.lifeboat.sandbox.process.PythonLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The host's security monitoring: once a second it compares the bot's programs and scripts with what they were at its start. */
final class FileMonitor implements Runnable {

    private static final long EVERY_MS = 1_000;

    private final Path home;
    private final PythonLog log;
    private Map<String, String> known;

    FileMonitor(BotPaths paths, Clock clock) throws IOException {
        home = paths.home();
        log = new PythonLog(paths.log("security-monitor.log"), "file-monitor", clock, null);
        known = sums();
    }

    @Override
    public void run() {
        try {
            while (true) {
                Thread.sleep(EVERY_MS);
                compare(sums());
            }
        } catch (IOException e) {
            log.error("can't look: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void compare(Map<String, String> now) {
        TreeSet<String> all = new TreeSet<>(known.keySet());
        all.addAll(now.keySet());
        for (String file : all) {
            if (!String.valueOf(known.get(file)).equals(String.valueOf(now.get(file)))) {
                String how = known.containsKey(file) ? now.containsKey(file) ? "changed" : "removed" : "added";
                log.warning("ALERT integrity: /opt/forex-trading-bot/" + file + " was " + how);
            }
        }
        known = now;
    }

    private Map<String, String> sums() throws IOException {
        Map<String, String> sums = new TreeMap<>();
        for (Path folder : List.of(home, home.resolve("scripts"))) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    sum(file, sums);
                }
            }
        }
        return sums;
    }

    private void sum(Path file, Map<String, String> sums) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            sums.put(
                    home.relativize(file).toString(),
                    HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file))));
        } catch (NoSuchFileException e) {
            // Removed while it was looked at: the next look says so.
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
