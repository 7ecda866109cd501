package io.lifeboat.sandbox.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lifeboat.sandbox.host.HostConfig;
import io.lifeboat.sandbox.host.MinaHost;
import io.lifeboat.sandbox.process.Children;
import io.lifeboat.sandbox.process.HttpEndpoint;
import io.lifeboat.sandbox.process.HttpEndpoint.Reply;
import io.lifeboat.sandbox.process.JavaCommand;
import io.lifeboat.sandbox.process.Json;
import io.lifeboat.sandbox.process.Lifeline;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.TSIG;

/**
 * The provider's process. Its argument is a JSON file: {@code {status, dns, zone, key: {name, algorithm, secret}, names: {NAME:
 * ADDRESS}, servers: {ID: {root, control, alive}}}}. {@code dns} is 0 where another serves the zone; {@code alive} is the file
 * with the number of a process that is there while the machine is on, empty where its supervisor's port is asked.
 */
public final class ProviderMain {

    private static final int TTL_SECONDS = 30;
    private static final int PATIENCE_MILLIS = 500;

    private final JsonNode servers;
    private final Children children;

    private ProviderMain(JsonNode servers, Children children) {
        this.servers = servers;
        this.children = children;
    }

    public static void main(String[] args) throws IOException {
        Children children = new Children();
        Lifeline.hold(children::close);
        ObjectNode settings = Json.read(Files.readString(Path.of(args[0])));
        if (settings.path("dns").asInt() != 0) {
            new NameServer(zone(settings), settings.path("dns").asInt()).start();
        }
        ProviderMain provider = new ProviderMain(settings.path("servers"), children);
        HttpEndpoint http = new HttpEndpoint(settings.path("status").asInt());
        http.on("GET", "/v1/servers/(.+)", call -> provider.status(call.argument(1)));
        http.on("POST", "/v1/servers/(.+)/start", call -> provider.start(call.argument(1)));
        http.start();
    }

    private static Zone zone(ObjectNode settings) throws IOException {
        Name origin = Name.fromString(settings.path("zone").asText(), Name.root);
        JsonNode key = settings.path("key");
        TSIG tsig = new TSIG(
                Name.fromString(key.path("algorithm").asText(), Name.root),
                Name.fromString(key.path("name").asText(), Name.root),
                Base64.getDecoder().decode(key.path("secret").asText()));
        Name server = Name.fromString("ns1", origin);
        Zone zone = new Zone(
                origin,
                tsig,
                new SOARecord(origin, DClass.IN, TTL_SECONDS, server, server, 1, 3600, 600, 86400, TTL_SECONDS));
        for (var name : settings.path("names").properties()) {
            InetAddress address = InetAddress.getByName(name.getValue().asText());
            zone.add(new ARecord(Name.fromString(name.getKey(), Name.root), DClass.IN, TTL_SECONDS, address));
        }
        return zone;
    }

    /** What the provider sees from below: whether the machine is on. */
    private Reply status(String id) throws IOException {
        if (!servers.has(id)) {
            return Reply.error(404, "there is no server '" + id + "'");
        }
        return Reply.ok(Json.object().put("server", id).put("state", runs(id) ? "running" : "stopped"));
    }

    private Reply start(String id) throws IOException {
        if (!servers.has(id)) {
            return Reply.error(404, "there is no server '" + id + "'");
        }
        if (!runs(id)) {
            Path root = Path.of(servers.path(id).path("root").asText());
            HostConfig host = HostConfig.read(HostConfig.file(root));
            new MinaHost(JavaCommand.ofThisJvm()
                            .withAddress(servers.path(id).path("address").asText()))
                    .start(
                            host,
                            children,
                            root.resolve("../../out/" + id + ".log").normalize());
        }
        return status(id);
    }

    private boolean runs(String id) throws IOException {
        Path alive = Path.of(servers.path(id).path("alive").asText());
        if (!alive.toString().isEmpty()) {
            return Files.exists(alive)
                    && ProcessHandle.of(Long.parseLong(Files.readString(alive).strip()))
                            .isPresent();
        }
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(
                            InetAddress.getByAddress(new byte[] {127, 0, 0, 1}),
                            servers.path(id).path("control").asInt()),
                    PATIENCE_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
