package io.lifeboat.recovery.action;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.OrderGateway;
import io.lifeboat.event.EventCodec;
import io.lifeboat.recovery.gateway.Gateway;
import io.lifeboat.recovery.gateway.Holdings;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/** The gateway that the catalog names, over HTTP: {@code docs/order-gateway.md} is its contract. */
@ApplicationScoped
class HttpGateway implements Gateway {

    private static final Duration WITHIN = Duration.ofSeconds(5);

    private final Catalog catalog;
    private final HttpCalls calls;

    HttpGateway(Catalog catalog, HttpCalls calls) {
        this.catalog = catalog;
        this.calls = calls;
    }

    @Override
    public void refuseBelow(String engine, long epoch) throws IOException, InterruptedException {
        OrderGateway gateway = gateway();
        good(calls.call(
                "PUT",
                at(gateway, "/fence/" + engine),
                EventCodec.JSON.createObjectNode().put("lowestEpoch", epoch),
                gateway.token(),
                WITHIN));
    }

    @Override
    public long lowestEpoch(String engine) throws IOException, InterruptedException {
        OrderGateway gateway = gateway();
        String value = good(calls.call("GET", at(gateway, "/fence/" + engine), null, gateway.token(), WITHIN))
                .at("/lowestEpoch");
        if (value == null || !value.matches("[0-9]{1,18}")) {
            throw new IOException("the order gateway does not say which epoch it takes");
        }
        return Long.parseLong(value);
    }

    @Override
    public Holdings holdings(String engine) throws IOException, InterruptedException {
        OrderGateway gateway = gateway();
        return Holdings.read(good(calls.call("GET", at(gateway, "/holdings/" + engine), null, gateway.token(), WITHIN))
                .body());
    }

    private OrderGateway gateway() throws IOException {
        OrderGateway gateway = catalog.gateway();
        if (gateway == null) {
            throw new IOException("hosts.yaml has no order-gateway any more");
        }
        return gateway;
    }

    private static URI at(OrderGateway gateway, String path) {
        return URI.create(gateway.url() + path);
    }

    private static HttpCalls.Answer good(HttpCalls.Answer answer) throws IOException {
        if (!answer.good()) {
            throw new IOException("the order gateway answers with status " + answer.status());
        }
        return answer;
    }
}
