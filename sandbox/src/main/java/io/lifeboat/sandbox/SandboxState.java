package io.lifeboat.sandbox;

import io.lifeboat.sandbox.process.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * What another process must know to break or mend a running sandbox: {@code sandbox.json} in the work folder.
 *
 * @param pid of the process that started the sandbox and ends it
 */
record SandboxState(Path work, long pid, List<SandboxHost> hosts, String botDatabase) {

    private static final String FILE = "sandbox.json";

    SandboxState {
        hosts = List.copyOf(hosts);
    }

    void save() {
        try {
            Path written = work.resolve(FILE + ".new");
            Files.writeString(
                    written, Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(this));
            Files.move(written, work.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("can't write " + work.resolve(FILE), e);
        }
    }

    static SandboxState load(Path work) {
        Path file = work.toAbsolutePath().normalize().resolve(FILE);
        if (!Files.exists(file)) {
            throw new IllegalStateException("no sandbox runs in " + work + ": there is no " + FILE);
        }
        SandboxState state;
        try {
            state = Json.MAPPER.readValue(file.toFile(), SandboxState.class);
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + file, e);
        }
        if (ProcessHandle.of(state.pid()).isEmpty()) {
            throw new IllegalStateException("no sandbox runs in " + work + ": process " + state.pid() + " is gone");
        }
        return state;
    }

    void forget() {
        try {
            Files.deleteIfExists(work.resolve(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException("can't delete " + work.resolve(FILE), e);
        }
    }

    SandboxHost host(String id) {
        return hosts.stream()
                .filter(host -> host.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the sandbox has no host '" + id + "'"));
    }
}
