package io.lifeboat.sandbox.disaster;

import com.fasterxml.jackson.databind.JsonNode;
import io.lifeboat.event.EventCodec;
import io.lifeboat.sandbox.Sandbox;
import io.lifeboat.sandbox.SandboxHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the hosts say that was run on them for a step. */
record HostCommands(List<JsonNode> commands) {

    static HostCommands of(Sandbox sandbox) throws IOException {
        List<JsonNode> commands = new ArrayList<>();
        for (SandboxHost host : sandbox.hosts()) {
            Path file = host.resolve("/var/log/commands.jsonl");
            if (Files.exists(file)) {
                for (String line : Files.readAllLines(file)) {
                    commands.add(EventCodec.JSON.readTree(line));
                }
            }
        }
        return new HostCommands(commands.stream()
                .filter(one -> !one.path("step").asText().isEmpty())
                .toList());
    }

    /** Run, step and attempt of each. */
    List<String> attempts() {
        return commands.stream()
                .map(one -> one.path("run").asText() + "/" + one.path("step").asText() + "/"
                        + one.path("attempt").asText())
                .toList();
    }

    long times(String step) {
        return commands.stream()
                .filter(one -> one.path("step").asText().equals(step))
                .count();
    }
}
