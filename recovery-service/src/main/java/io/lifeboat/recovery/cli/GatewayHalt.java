package io.lifeboat.recovery.cli;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.CatalogLoader;
import io.lifeboat.catalog.OrderGateway;
import io.lifeboat.recovery.authority.Engines;
import io.lifeboat.recovery.gateway.Gateway;
import io.lifeboat.recovery.gateway.HttpOrderGateway;
import io.lifeboat.recovery.gateway.TradingStopper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;

/** Halts trading where the orders are checked, by the plan alone. */
final class GatewayHalt {

    private GatewayHalt() {}

    /**
     * @return whether the order gateway has confirmed it for every engine
     * @throws IOException if the gateway's token can't be had
     */
    static boolean of(Path folder, PrintWriter out) throws IOException, InterruptedException {
        Catalog catalog = CatalogLoader.load(folder);
        OrderGateway named = catalog.gateway();
        if (named == null) {
            out.println("the plan in " + folder + " has no order-gateway (hosts.yaml)");
            return false;
        }
        Gateway gateway = new HttpOrderGateway(
                named.url(), named.token().resolve(System.getenv()).strip());
        boolean confirmed = true;
        for (String engine : Engines.of(catalog)) {
            try {
                out.println(engine + ": the order gateway takes no order below epoch "
                        + TradingStopper.stop(gateway, engine, 0));
            } catch (IOException e) {
                confirmed = false;
                out.println(engine + ": " + e.getMessage());
            }
        }
        return confirmed;
    }
}
