package io.lifeboat.sandbox.state;

import io.lifeboat.sandbox.process.Json;
import io.lifeboat.sandbox.process.PythonLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Copies the primary's state again and again. A primary that is down is asked again, and spoken of once. */
final class StateSync {

    private static final String AUTHORITY = "authority.json";

    private final String primary;
    private final PrimaryState state;
    private final StateCopy copy;
    private final Path activated;
    private final PythonLog log;
    private @Nullable StateEntry authority;
    private Optional<SyncDecision.Heard> heard = Optional.empty();
    private String said = "";

    /**
     * @param primary the name of its host
     * @param activated the file with the epoch under which this host was activated; missing if it never was
     */
    StateSync(String primary, PrimaryState state, StateCopy copy, Path activated, PythonLog log) {
        this.primary = primary;
        this.state = state;
        this.copy = copy;
        this.activated = activated;
        this.log = log;
    }

    void run() throws InterruptedException {
        while (true) {
            try {
                say(round());
            } catch (IOException | RuntimeException e) {
                say("the state of " + primary + " can't be copied, trying again: " + e.getMessage());
            }
            TimeUnit.SECONDS.sleep(1);
        }
    }

    /** @return what was done, and why */
    String round() throws IOException {
        List<StateEntry> entries = state.list();
        hear(entries);
        SyncDecision decision = SyncDecision.of(activatedUnder(), heard, primary);
        if (decision instanceof SyncDecision.Copy) {
            copy.follow(entries, state);
        }
        return decision.reason();
    }

    private void say(String what) {
        if (!what.equals(said)) {
            said = what;
            log.info(what);
        }
    }

    private long activatedUnder() throws IOException {
        try {
            return Files.exists(activated)
                    ? Long.parseLong(Files.readString(activated).strip())
                    : 0;
        } catch (NumberFormatException e) {
            throw new IOException("there is no epoch in " + activated, e);
        }
    }

    /** Read again only if it was written again. */
    private void hear(List<StateEntry> entries) throws IOException {
        StateEntry now = entries.stream()
                .filter(entry -> entry.path().equals(AUTHORITY))
                .findFirst()
                .orElse(null);
        if (now == null) {
            authority = null;
            heard = Optional.empty();
        } else if (!now.equals(authority)) {
            Optional<byte[]> content = state.get(AUTHORITY);
            if (content.isPresent()) {
                var json = Json.read(new String(content.get(), StandardCharsets.UTF_8));
                heard = Optional.of(new SyncDecision.Heard(
                        json.path("holder").asText(), json.path("epoch").asLong()));
                authority = now;
            }
        }
    }
}
