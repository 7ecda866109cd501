package io.lifeboat.catalog.action;

import java.time.Duration;

/**
 * Makes a name lead to a host: a dynamic update (RFC 2136), signed with TSIG, and done when every authoritative server of
 * the zone answers so.
 *
 * @param name fully qualified, in the zone that hosts.yaml names
 * @param to the host whose address it shall have
 */
public record DnsAction(String name, String to, Duration ttl) implements Action {}
