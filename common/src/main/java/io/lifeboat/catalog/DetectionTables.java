package io.lifeboat.catalog;

import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Probes and logs as records, with the hosts' addresses in place of their names. */
final class DetectionTables {

    private static final Pattern PLACE = Pattern.compile("\\{([a-z0-9-]+)(?::([a-z0-9-]+))?}");

    private final Map<String, Host> hosts;
    private final Problems problems;

    DetectionTables(Map<String, Host> hosts, Problems problems) {
        this.hosts = hosts;
        this.problems = problems;
    }

    Map<String, ProbeSpec> probes(Entry file) {
        return file.get("probes").table(e -> {
            Entry p = e.getValue();
            return new ProbeSpec(e.getKey(), p.text("component"), check(p), p.has("symptom") ? watch(p) : null);
        });
    }

    Map<String, LogSource> logs(Entry file) {
        return file.get("logs").table(e -> {
            Entry l = e.getValue();
            List<LogSource.LogSymptom> symptoms = new ArrayList<>();
            l.get("symptoms").entries().forEach((id, symptom) -> symptoms.add(symptom(id, symptom)));
            return new LogSource(e.getKey(), l.text("component"), l.text("host"), l.text("file"), charset(l), symptoms);
        });
    }

    private ProbeSpec.Check check(Entry probe) {
        if (probe.has("http")) {
            Entry h = probe.get("http");
            return new ProbeSpec.Http(
                    uri(h.get("url")),
                    h.number("status", 200),
                    h.textOrNull("value"),
                    h.textOrNull("equals"),
                    h.duration("within"));
        }
        if (probe.has("tcp")) {
            Entry t = probe.get("tcp");
            URI at = URI.create("tcp://" + places(t.get("address")));
            if (at.getHost() == null || at.getPort() < 0) {
                problems.add(
                        t.document(),
                        t.pointer() + "/address",
                        "'" + t.text("address") + "' is no address with a port");
            }
            return new ProbeSpec.Tcp(String.valueOf(at.getHost()), at.getPort(), t.duration("within"));
        }
        Entry s = probe.get("ssh");
        return new ProbeSpec.SshCommand(s.text("host"), s.text("run"), regex(s, "matches"), s.duration("within"));
    }

    private static ProbeSpec.Watch watch(Entry probe) {
        return new ProbeSpec.Watch(
                probe.text("symptom"),
                probe.duration("every"),
                probe.number("raise-after", 1),
                probe.number("clear-after", 1));
    }

    private LogSource.LogSymptom symptom(String id, Entry symptom) {
        if (symptom.has("matches")) {
            return new LogSource.Matches(
                    id,
                    String.valueOf(regex(symptom, "matches")),
                    symptom.number("at-least", 1),
                    symptom.duration("within"));
        }
        return new LogSource.Absent(
                id, String.valueOf(regex(symptom, "absent")), symptom.duration("for", Duration.ZERO));
    }

    private Charset charset(Entry log) {
        String name = log.text("encoding", StandardCharsets.UTF_8.name());
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            problems.add(
                    log.document(),
                    log.pointer() + "/encoding",
                    "'" + name + "' is no character encoding that Java knows");
            return StandardCharsets.UTF_8;
        }
    }

    private URI uri(Entry url) {
        String text = places(url);
        try {
            URI uri = new URI(text);
            if (uri.getHost() == null || !String.valueOf(uri.getScheme()).matches("https?")) {
                problems.add(url.document(), url.pointer(), "'" + url.text() + "' is no http or https address");
            }
            return uri;
        } catch (java.net.URISyntaxException e) {
            problems.add(url.document(), url.pointer(), "'" + url.text() + "' is no address: " + e.getReason());
            return URI.create("http://invalid.invalid/");
        }
    }

    @Nullable
    String regex(Entry holder, String key) {
        return Regexes.check(holder, key, problems);
    }

    /** {@code {host}} is the host's address, {@code {host:port}} with the port of that name. */
    private String places(Entry text) {
        Matcher matcher = PLACE.matcher(text.text());
        StringBuilder resolved = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(
                    resolved, Matcher.quoteReplacement(place(text, matcher.group(1), matcher.group(2))));
        }
        return matcher.appendTail(resolved).toString();
    }

    private String place(Entry where, String name, @Nullable String port) {
        Host host = hosts.get(name);
        if (host == null) {
            problems.add(
                    where.document(), where.pointer(), "no host '" + name + "'" + Closest.to(name, hosts.keySet()));
            return "invalid.invalid" + (port == null ? "" : ":1");
        }
        if (port == null) {
            return host.address();
        }
        Integer number = host.ports().get(port);
        if (number == null) {
            problems.add(
                    where.document(),
                    where.pointer(),
                    "the host '" + name + "' has no port '" + port + "'"
                            + Closest.to(port, host.ports().keySet()));
            return host.address() + ":1";
        }
        return host.address() + ":" + number;
    }
}
