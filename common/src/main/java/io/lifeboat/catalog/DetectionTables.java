package io.lifeboat.catalog;

import java.net.URI;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Probes and logs as records, with the hosts' addresses in place of their names. Only of files that were found good. */
final class DetectionTables {

    private final Map<String, Entry> hosts;

    DetectionTables(Map<String, Entry> hosts) {
        this.hosts = hosts;
    }

    Map<String, ProbeSpec> probes(Entry file) {
        return file.get("probes").table(e -> {
            Entry p = e.getValue();
            return new ProbeSpec(
                    e.getKey(), p.text("component"), check(p), watch(p), p.textOrNull("from"), p.flag("reference"));
        });
    }

    Map<String, LogSource> logs(Entry file) {
        return file.get("logs").table(e -> {
            Entry l = e.getValue();
            return new LogSource(
                    e.getKey(),
                    l.text("component"),
                    l.text("host"),
                    l.text("file"),
                    Charset.forName(l.text("encoding", "UTF-8")),
                    l.get("symptoms").entries().entrySet().stream()
                            .map(symptom -> symptom(symptom.getKey(), symptom.getValue()))
                            .toList());
        });
    }

    private ProbeSpec.Check check(Entry probe) {
        if (probe.has("http")) {
            Entry h = probe.get("http");
            return new ProbeSpec.Http(
                    URI.create(Places.resolve(h.text("url"), hosts)),
                    h.number("status", 200),
                    h.textOrNull("value"),
                    h.textOrNull("equals"),
                    h.duration("within"));
        }
        if (probe.has("tcp")) {
            Entry t = probe.get("tcp");
            Address at = Address.parse(Places.resolve(t.text("address"), hosts)).orElseThrow();
            return new ProbeSpec.Tcp(at.host(), at.port(), t.duration("within"));
        }
        if (probe.has("sql")) {
            Entry q = probe.get("sql");
            return new ProbeSpec.Sql(
                    q.text("host"),
                    q.text("database"),
                    q.text("query"),
                    q.textOrNull("equals"),
                    q.has("at-most") ? q.number("at-most", 0) : null,
                    q.duration("within"));
        }
        Entry s = probe.get("ssh");
        return new ProbeSpec.SshCommand(
                s.text("host"),
                Places.resolveKnown(s.text("run"), hosts),
                s.textOrNull("matches"),
                s.duration("within"));
    }

    private static ProbeSpec.@Nullable Watch watch(Entry probe) {
        return probe.has("symptom")
                ? new ProbeSpec.Watch(
                        probe.text("symptom"),
                        probe.duration("every"),
                        probe.number("raise-after", 1),
                        probe.number("clear-after", 1))
                : null;
    }

    private static LogSource.LogSymptom symptom(String id, Entry symptom) {
        return symptom.has("matches")
                ? new LogSource.Matches(
                        id, symptom.text("matches"), symptom.number("at-least", 1), symptom.duration("within"))
                : new LogSource.Absent(id, symptom.text("absent"), symptom.duration("for", Duration.ZERO));
    }
}
