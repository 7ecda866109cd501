package io.lifeboat.catalog;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;

/** Values whose form a JSON Schema can't describe: regular expressions, addresses, encodings, dates, keys. */
final class ValueCheck {

    private final Tables tables;
    private final Problems problems;

    ValueCheck(Tables tables, Problems problems) {
        this.tables = tables;
        this.problems = problems;
    }

    void run() {
        for (String regex : List.of("probes/*/ssh/matches", "logs/*/symptoms/*/matches", "logs/*/symptoms/*/absent")) {
            tables.find("detection", regex).forEach(entry -> Regexes.check(entry, problems));
        }
        tables.procedures().flatMap(StepEntry::in).forEach(step -> {
            step.body().find("ssh/until").forEach(entry -> Regexes.check(entry, problems));
            for (String url : List.of("http/get", "http/post", "http/put", "http/delete", "reconcile/report")) {
                step.body().find(url).forEach(this::url);
            }
        });
        tables.find("detection", "probes/*/http/url").forEach(this::url);
        tables.find("detection", "probes/*/tcp/address").forEach(this::address);
        tables.find("hosts", "dns/servers/*").forEach(this::address);
        tables.find("hosts", "order-gateway/url").forEach(this::url);
        tables.find("detection", "logs/*/encoding").forEach(this::encoding);
        tables.find("hosts", "hosts/*/ssh/host-keys/*").forEach(this::hostKey);
        tables.find("drills", "drills/*/last-tested").forEach(this::date);
        tables.find("backups", "backups/*/image").forEach(this::image);
    }

    /** Each provider needs something else to know the server by. */
    private void image(Entry image) {
        boolean isFolder = "folder".equals(image.text("provider", ""));
        if (!isFolder && !"ec2".equals(image.text("provider", ""))) {
            return;
        }
        List<String> ec2 = List.of("region", "instance");
        List<String> folder = List.of("path", "folder");
        String provider = isFolder ? "folder" : "ec2";
        for (String needed : isFolder ? folder : ec2) {
            if (!image.has(needed)) {
                image.problem(problems, "an image by '" + provider + "' needs '" + needed + "'");
            }
        }
        for (String other : isFolder ? ec2 : folder) {
            if (image.has(other)) {
                image.get(other).problem(problems, "an image by '" + provider + "' has no '" + other + "'");
            }
        }
    }

    private void url(Entry url) {
        if (!placed(url)) {
            return;
        }
        try {
            URI uri = new URI(Places.resolve(url.text(), hosts()));
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (!web || uri.getHost() == null || uri.getPort() > 65535) {
                url.problem(problems, "'" + url.text() + "' is no http or https address of a host");
            }
        } catch (URISyntaxException e) {
            url.problem(problems, "'" + url.text() + "' is no address: " + e.getReason());
        }
    }

    private void address(Entry address) {
        if (placed(address)
                && Address.parse(Places.resolve(address.text(), hosts())).isEmpty()) {
            address.problem(
                    problems,
                    "'" + address.text() + "' is no address with a port: write {host:port-name} or name:number");
        }
    }

    /** Whether the hosts that it names are there and good; if not, that is on the record. */
    private boolean placed(Entry text) {
        if (tables.file("hosts").isEmpty()) {
            return false;
        }
        List<String> wrong = Places.wrong(text.text(), hosts());
        wrong.forEach(message -> text.problem(problems, message));
        return wrong.isEmpty() && Places.resolvable(text.text(), hosts());
    }

    private Map<String, Entry> hosts() {
        return tables.find("hosts", "hosts").stream()
                .findFirst()
                .map(Entry::entries)
                .orElse(Map.of());
    }

    private void encoding(Entry encoding) {
        try {
            Charset.forName(encoding.text());
        } catch (IllegalArgumentException e) {
            encoding.problem(
                    problems, "'" + encoding.text() + "' is no character encoding that Java knows, such as UTF-16LE");
        }
    }

    private void hostKey(Entry key) {
        try {
            Objects.requireNonNull(AuthorizedKeyEntry.parseAuthorizedKeyEntry(key.text()))
                    .resolvePublicKey(null, PublicKeyEntryResolver.FAILING);
        } catch (java.security.GeneralSecurityException | java.io.IOException | RuntimeException e) {
            key.problem(
                    problems,
                    "is no SSH host key as ssh-keyscan prints it without the name, such as 'ssh-ed25519 AAAA…'");
        }
    }

    private void date(Entry date) {
        try {
            LocalDate.parse(date.text());
        } catch (DateTimeException e) {
            date.problem(problems, "'" + date.text() + "' is no date: write YYYY-MM-DD, or leave it out");
        }
    }
}
