package io.lifeboat.catalog;

import java.net.URI;

/**
 * What stands between an engine and the broker, and checks the epoch of every order: {@code docs/order-gateway.md} says
 * what it must answer.
 *
 * @param url without a slash at its end
 * @param token what is shown to it
 */
public record OrderGateway(URI url, SecretRef token) {}
