package io.lifeboat.recovery.action;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.OrderGateway;
import io.lifeboat.recovery.gateway.Gateway;
import io.lifeboat.recovery.gateway.Holdings;
import io.lifeboat.recovery.gateway.HttpOrderGateway;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;

/** The gateway that the catalog names. */
@ApplicationScoped
class HttpGateway implements Gateway {

    private final Catalog catalog;
    private final Secrets secrets;

    HttpGateway(Catalog catalog, Secrets secrets) {
        this.catalog = catalog;
        this.secrets = secrets;
    }

    @Override
    public void refuseBelow(String engine, long epoch) throws IOException, InterruptedException {
        gateway().refuseBelow(engine, epoch);
    }

    @Override
    public long lowestEpoch(String engine) throws IOException, InterruptedException {
        return gateway().lowestEpoch(engine);
    }

    @Override
    public Holdings holdings(String engine) throws IOException, InterruptedException {
        return gateway().holdings(engine);
    }

    /** The token is resolved for each request: it may have been rotated since the last. */
    private Gateway gateway() throws IOException {
        OrderGateway gateway = catalog.gateway();
        if (gateway == null) {
            throw new IOException("hosts.yaml has no order-gateway");
        }
        return new HttpOrderGateway(gateway.url(), secrets.resolve(gateway.token()));
    }
}
