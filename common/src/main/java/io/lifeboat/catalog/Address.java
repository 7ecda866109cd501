package io.lifeboat.catalog;

import java.util.Optional;

/** A name or an IP address with a port, such as {@code broker:7443} or {@code [::1]:7443}. */
record Address(String host, int port) {

    static Optional<Address> parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1 || !text.substring(colon + 1).matches("[0-9]{1,5}")) {
            return Optional.empty();
        }
        int port = Integer.parseInt(text.substring(colon + 1));
        String host = text.substring(0, colon).replaceFirst("^\\[(.*)]$", "$1");
        boolean bare = host.length() == colon;
        boolean good = !host.isEmpty() && host.matches("[A-Za-z0-9._:-]+") && !(bare && host.contains(":"));
        return good && port > 0 && port < 65536 ? Optional.of(new Address(host, port)) : Optional.empty();
    }
}
