package io.lifeboat.sandbox.host;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lifeboat.sandbox.process.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * What a host runs.
 *
 * @param control the port that supervisorctl speaks to
 * @param hostKey the private key that its SSH server shows
 * @param authorizedKeys who may log in, as in {@code authorized_keys}
 * @param database the port of the bot's PostgreSQL, 0 where there is none
 * @param postgresBinaries where PostgreSQL's programs are unpacked to
 * @param uplink the port that leads out to the world, 0 where there is none
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
        int uplink) {

    public static final String DATABASE = "forex_bot";

    /** @param script the program of the bot that it runs, such as {@code run_engine.py} */
    public record ProgramConfig(String name, String script, boolean autostart) {}

    public HostConfig {
        programs = List.copyOf(programs);
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
                json.path("uplink").asInt());
    }
}
