package io.lifeboat.sandbox.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lifeboat.sandbox.process.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * What a host runs.
 *
 * @param control the port that supervisorctl speaks to
 * @param hostKey the private key that its SSH server shows
 * @param authorizedKeys who may log in, as in {@code authorized_keys}
 * @param database the port of the bot's PostgreSQL, 0 where there is none
 * @param postgresBinaries where PostgreSQL's programs are unpacked to
 * @param uplink the port that leads out to the world, 0 where there is none
 * @param replication none where the host's PostgreSQL is neither copied nor a copy
 */
public record HostConfig(
        String id,
        Path root,
        int ssh,
        int control,
        Path hostKey,
        Path authorizedKeys,
        List<ProgramConfig> programs,
        int database,
        Path postgresBinaries,
        int uplink,
        @Nullable Replication replication) {

    public static final String DATABASE = "forex_bot";

    /** @param script the program of the bot that it runs, such as {@code run_engine.py} */
    public record ProgramConfig(String name, String script, boolean autostart) {}

    /**
     * How the bot's database is copied.
     *
     * @param password the file with the password of the role that copies
     * @param primary {@code address:port} of the server that this host's follows; none where this host's is that server
     */
    public record Replication(Path password, @Nullable String primary) {}

    public HostConfig {
        programs = List.copyOf(programs);
    }

    /** Whether its database follows another host's. */
    public boolean follows() {
        return replication != null && replication.primary() != null;
    }

    public static Path file(Path root) {
        return root.resolve("etc/host.json");
    }

    public Path save() throws IOException {
        ObjectNode json = Json.object()
                .put("id", id)
                .put("root", root.toString())
                .put("ssh", ssh)
                .put("control", control)
                .put("hostKey", hostKey.toString())
                .put("authorizedKeys", authorizedKeys.toString())
                .put("database", database)
                .put("postgresBinaries", postgresBinaries.toString())
                .put("uplink", uplink);
        if (replication != null) {
            json.putObject("replication")
                    .put("password", replication.password().toString())
                    .put("primary", replication.primary());
        }
        var list = json.putArray("programs");
        programs.forEach(p ->
                list.addObject().put("name", p.name()).put("script", p.script()).put("autostart", p.autostart()));
        Path file = file(root);
        Files.writeString(file, Json.write(json));
        return file;
    }

    public static HostConfig read(Path file) throws IOException {
        ObjectNode json = Json.read(Files.readString(file));
        return new HostConfig(
                json.path("id").asText(),
                Path.of(json.path("root").asText()),
                json.path("ssh").asInt(),
                json.path("control").asInt(),
                Path.of(json.path("hostKey").asText()),
                Path.of(json.path("authorizedKeys").asText()),
                StreamSupport.stream(json.path("programs").spliterator(), false)
                        .map(p -> new ProgramConfig(
                                p.path("name").asText(),
                                p.path("script").asText(),
                                p.path("autostart").asBoolean()))
                        .toList(),
                json.path("database").asInt(),
                Path.of(json.path("postgresBinaries").asText()),
                json.path("uplink").asInt(),
                replication(json.path("replication")));
    }

    private static @Nullable Replication replication(JsonNode json) {
        return json.isObject()
                ? new Replication(
                        Path.of(json.path("password").asText()),
                        json.path("primary").isTextual() ? json.path("primary").asText() : null)
                : null;
    }
}
