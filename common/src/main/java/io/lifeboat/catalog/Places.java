package io.lifeboat.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code {host}} is the host's address, {@code {host:port}} is that with the port of that name. */
final class Places {

    private static final Pattern PLACE = Pattern.compile("\\{([^{}:]*)(?::([^{}]*))?}");

    private Places() {}

    /** Why the text can't be resolved; nothing if it can. */
    static List<String> wrong(String text, Map<String, Entry> hosts) {
        List<String> wrong = new ArrayList<>();
        Matcher matcher = PLACE.matcher(text);
        while (matcher.find()) {
            String name = matcher.group(1);
            String port = matcher.group(2);
            Entry host = hosts.get(name);
            if (host == null) {
                wrong.add("no host '" + name + "'" + Closest.to(name, hosts.keySet()));
            } else if (port != null && !host.get("ports").has(port)) {
                wrong.add("the host '" + name + "' has no port '" + port + "'"
                        + Closest.to(port, host.get("ports").entries().keySet()));
            }
        }
        return wrong;
    }

    /** Whether the addresses and ports that it names are good themselves: the schema has reported those that are not. */
    static boolean resolvable(String text, Map<String, Entry> hosts) {
        return PLACE.matcher(text).results().allMatch(found -> {
            Entry host = hosts.get(found.group(1));
            return host != null
                    && Address.parse(at(host, null) + ":1").isPresent()
                    && (found.group(2) == null
                            || Address.parse(at(host, found.group(2))).isPresent());
        });
    }

    /** Only for a text with nothing wrong. */
    static String resolve(String text, Map<String, Entry> hosts) {
        return PLACE.matcher(text).replaceAll(found -> {
            Entry host = hosts.get(found.group(1));
            if (host == null) {
                throw new IllegalStateException("no host in " + text);
            }
            return Matcher.quoteReplacement(at(host, found.group(2)));
        });
    }

    /** As {@link #resolve}, and leaves alone what names no host: a shell has braces of its own. */
    static String resolveKnown(String text, Map<String, Entry> hosts) {
        return PLACE.matcher(text).replaceAll(found -> {
            Entry host = hosts.get(found.group(1));
            boolean known =
                    host != null && (found.group(2) == null || host.get("ports").has(found.group(2)));
            return Matcher.quoteReplacement(known ? at(Objects.requireNonNull(host), found.group(2)) : found.group());
        });
    }

    private static String at(Entry host, @Nullable String port) {
        String address = host.text("address");
        String written = address.contains(":") ? "[" + address + "]" : address;
        return port == null ? written : written + ":" + host.get("ports").text(port);
    }
}
