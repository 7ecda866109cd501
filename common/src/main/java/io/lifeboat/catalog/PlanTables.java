package io.lifeboat.catalog;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The plan's tables as records: components, contacts, hosts, scenarios, backups, drills. */
final class PlanTables {

    private PlanTables() {}

    static Map<String, Component> components(Entry file) {
        return file.get("components").table(e -> {
            Entry c = e.getValue();
            return new Component(
                    e.getKey(),
                    c.text("name"),
                    c.durationOrNull("rto"),
                    c.durationOrNull("rpo"),
                    c.textOrNull("host"),
                    c.text("contact"));
        });
    }

    static Map<String, Contact> contacts(Entry file) {
        return file.get("contacts").table(e -> {
            Entry c = e.getValue();
            return new Contact(
                    e.getKey(),
                    c.text("title"),
                    unlessPlaceholder(c.textOrNull("person")),
                    c.text("email"),
                    unlessPlaceholder(c.textOrNull("phone")));
        });
    }

    static Map<String, Host> hosts(Entry file) {
        return file.get("hosts").table(e -> {
            Entry h = e.getValue();
            Map<String, Integer> ports = new LinkedHashMap<>();
            h.get("ports")
                    .entries()
                    .forEach((name, port) -> ports.put(name, port.json().asInt()));
            return new Host(
                    e.getKey(),
                    h.text("address"),
                    Map.copyOf(ports),
                    h.has("ssh") ? ssh(h.get("ssh")) : null,
                    Path.of(h.text("files", "/")),
                    h.has("supervisor") ? supervisor(h.get("supervisor")) : null,
                    h.get("databases").table(d -> database(d.getValue(), ports)));
        });
    }

    static @Nullable NameService names(Entry file) {
        if (!file.has("dns")) {
            return null;
        }
        Entry dns = file.get("dns");
        Entry tsig = dns.get("tsig");
        Map<String, Entry> hosts = file.get("hosts").entries();
        return new NameService(
                dns.text("zone"),
                dns.texts("servers").stream()
                        .map(server ->
                                Address.parse(Places.resolve(server, hosts)).orElseThrow())
                        .map(at -> new NameService.Server(at.host(), at.port()))
                        .toList(),
                new NameService.Tsig(
                        tsig.text("name"), tsig.text("algorithm", "hmac-sha256"), SecretRef.parse(tsig.text("key"))));
    }

    static @Nullable OrderGateway gateway(Entry file) {
        if (!file.has("order-gateway")) {
            return null;
        }
        Entry gateway = file.get("order-gateway");
        String url = Places.resolve(gateway.text("url"), file.get("hosts").entries());
        return new OrderGateway(URI.create(url), SecretRef.parse(gateway.text("token")));
    }

    static Map<String, Scenario> scenarios(Entry file) {
        return file.get("scenarios").table(e -> {
            Entry s = e.getValue();
            return new Scenario(
                    e.getKey(),
                    s.text("title"),
                    s.text("component"),
                    s.texts("symptoms"),
                    s.get("needs").items().stream().map(PlanTables::need).toList(),
                    s.texts("supported-by"),
                    s.texts("contradicted-by"),
                    s.duration("for", Duration.ZERO),
                    s.texts("absorbs"),
                    s.textOrNull("procedure"));
        });
    }

    static Map<String, BackupGroup> backups(Entry file) {
        return file.get("backups").table(e -> {
            Entry b = e.getValue();
            List<BackupGroup.Place> places = new ArrayList<>();
            b.get("places").entries().forEach((id, place) -> places.add(new BackupGroup.Place(id, place.text())));
            List<BackupGroup.Kind> kinds = new ArrayList<>();
            b.get("kinds").entries().forEach((name, kind) -> kinds.add(kind(name, kind)));
            return new BackupGroup(
                    e.getKey(),
                    b.text("title"),
                    b.textOrNull("managed-by"),
                    b.get("sources").items().stream()
                            .map(s -> new BackupGroup.Source(
                                    s.text("host"), s.text("path"), s.textOrNull("database"), s.textOrNull("copy")))
                            .toList(),
                    places,
                    kinds,
                    b.textOrNull("checksum"),
                    b.has("keep") ? keep(b.get("keep")) : null,
                    b.has("drill") ? drill(b.get("drill")) : null,
                    b.has("consistent-with") ? databaseName(b.get("consistent-with")) : null,
                    b.has("image") ? image(b.get("image")) : null);
        });
    }

    static Map<String, Drill> drills(Entry file) {
        return file.get("drills").table(e -> {
            Entry d = e.getValue();
            String last = d.textOrNull("last-tested");
            return new Drill(
                    e.getKey(),
                    d.text("title"),
                    Drill.Frequency.valueOf(constant(d.text("frequency"))),
                    d.text("team"),
                    last == null ? null : LocalDate.parse(last));
        });
    }

    static String constant(String kebab) {
        return kebab.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static Host.Ssh ssh(Entry ssh) {
        return new Host.Ssh(
                ssh.number("port", 22), ssh.text("user"), ssh.texts("host-keys"), SecretRef.parseKey(ssh.text("key")));
    }

    private static Host.Supervisor supervisor(Entry supervisor) {
        return new Host.Supervisor(
                supervisor.text("url"),
                supervisor.textOrNull("user"),
                supervisor.has("password") ? SecretRef.parse(supervisor.text("password")) : null);
    }

    private static Host.Database database(Entry database, Map<String, Integer> ports) {
        return new Host.Database(
                database.text("name"),
                ports.getOrDefault(database.text("port", "postgresql"), 5432),
                database.text("user"),
                SecretRef.parse(database.text("password")));
    }

    private static Scenario.Need need(Entry need) {
        return new Scenario.Need(
                need.has("symptom") ? List.of(need.text("symptom")) : need.texts("any-of"),
                need.number("from-vantage-points", 1));
    }

    private static BackupGroup.Kind kind(String name, Entry kind) {
        String at = kind.textOrNull("at");
        return new BackupGroup.Kind(
                name,
                BackupGroup.Frequency.valueOf(constant(kind.text("frequency"))),
                at == null ? null : LocalTime.parse(at),
                kind.durationOrNull("keep"),
                kind.textOrNull("taken-as"),
                kind.has("standby") ? standby(kind.get("standby")) : null);
    }

    private static BackupGroup.StandbyCopy standby(Entry standby) {
        return new BackupGroup.StandbyCopy(standby.text("host"), standby.text("path"), standby.text("component"));
    }

    private static BackupGroup.RestoreDrill drill(Entry drill) {
        List<BackupGroup.Invariant> invariants = new ArrayList<>();
        drill.get("invariants")
                .entries()
                .forEach((name, sql) -> invariants.add(new BackupGroup.Invariant(name, sql.text())));
        String every = drill.textOrNull("every");
        return new BackupGroup.RestoreDrill(
                drill.text("after"), invariants, every == null ? null : BackupGroup.Frequency.valueOf(constant(every)));
    }

    private static BackupGroup.DatabaseName databaseName(Entry database) {
        return new BackupGroup.DatabaseName(database.text("host"), database.text("database"));
    }

    private static SystemImage image(Entry image) {
        return switch (image.text("provider")) {
            case "folder" -> new SystemImage.Folder(image.text("host"), image.text("path"), image.text("folder"));
            default ->
                new SystemImage.Ec2(
                        image.text("host"),
                        unlessPlaceholder(image.textOrNull("region")),
                        unlessPlaceholder(image.textOrNull("instance")));
        };
    }

    private static BackupGroup.Keep keep(Entry keep) {
        return new BackupGroup.Keep(
                keep.number("last", 0),
                keep.number("hourly", 0),
                keep.number("daily", 0),
                keep.number("weekly", 0),
                keep.number("monthly", 0));
    }

    /** The plan writes "[Name]" and "+1-XXX-XXX-XXXX" for what it does not say yet. */
    private static @Nullable String unlessPlaceholder(@Nullable String text) {
        return text == null || text.startsWith("[") || text.contains("XXX") ? null : text;
    }
}
