package io.lifeboat.sandbox.lab;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.xbill.DNS.Lookup;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Debian's BIND 9 with the bot's zone. */
public final class Bind9 implements AutoCloseable {

    private static final Path NAMED = Path.of("/usr/sbin/named");

    private final String address;
    private final int port;
    private final Process process;

    private Bind9(String address, int port, Process process) {
        this.address = address;
        this.port = port;
        this.process = process;
    }

    public static boolean installed() {
        return Files.isExecutable(NAMED);
    }

    /**
     * @param settings the zone, its names and the key for its updates, as the sandbox has laid them out for the provider
     * @param on a command, as it is started on the machine with that address
     */
    static Bind9 start(Path folder, ObjectNode settings, String address, int port, UnaryOperator<List<String>> on)
            throws IOException {
        Files.createDirectories(folder);
        String zone = settings.path("zone").asText();
        StringBuilder records = new StringBuilder("""
                $TTL 30
                @ IN SOA ns1 root 1 3600 600 86400 30
                @ IN NS ns1
                ns1 IN A %s
                """.formatted(address));
        settings.path("names")
                .properties()
                .forEach(name -> records.append(name.getKey())
                        .append(" IN A ")
                        .append(name.getValue().asText())
                        .append('\n'));
        Files.writeString(folder.resolve("zone.db"), records);
        Path config = Files.writeString(folder.resolve("named.conf"), """
                options {
                  directory "%1$s"; pid-file "%1$s/named.pid"; session-keyfile "%1$s/session.key";
                  lock-file none;
                  listen-on port %2$d { %3$s; }; listen-on-v6 { none; };
                  recursion no; notify no;
                };
                controls { };
                key "%4$s" { algorithm %5$s; secret "%6$s"; };
                zone "%7$s" { type primary; file "zone.db"; allow-update { key "%4$s"; }; };
                """.formatted(
                        folder,
                        port,
                        address,
                        settings.path("key").path("name").asText(),
                        settings.path("key").path("algorithm").asText(),
                        settings.path("key").path("secret").asText(),
                        zone));
        Process process = new ProcessBuilder(
                        on.apply(List.of(NAMED.toString(), "-g", "-n", "1", "-c", config.toString())))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        return new Bind9(address, port, process);
    }

    /** What it answers now. */
    public List<String> addresses(String name) {
        try {
            Lookup lookup = new Lookup(name, Type.A);
            SimpleResolver resolver = new SimpleResolver(address);
            resolver.setPort(port);
            resolver.setTimeout(Duration.ofSeconds(2));
            lookup.setResolver(resolver);
            lookup.setCache(null);
            Record[] found = lookup.run();
            return found == null
                    ? List.of()
                    : Stream.of(found).map(Record::rdataToString).toList();
        } catch (TextParseException | UnknownHostException e) {
            throw new IllegalArgumentException(name, e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
