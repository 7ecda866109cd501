package io.lifeboat.recovery.action;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.Fault;
import io.lifeboat.catalog.Host;
import io.lifeboat.catalog.NameService;
import io.lifeboat.catalog.action.DnsAction;
import io.lifeboat.recovery.name.ZoneUpdate;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Makes a name lead to a host, and is done when every authoritative server says so. */
@ApplicationScoped
class DnsExecutor implements ActionExecutor<DnsAction> {

    private static final Duration ONE_QUESTION = Duration.ofSeconds(2);
    private static final long ASK_EVERY_MILLIS = 100;

    private final Catalog catalog;
    private final Secrets secrets;
    private final Clock clock;

    DnsExecutor(Catalog catalog, Secrets secrets, Clock clock) {
        this.catalog = catalog;
        this.secrets = secrets;
        this.clock = clock;
    }

    @Override
    public Class<DnsAction> kind() {
        return DnsAction.class;
    }

    @Override
    public ActionOutcome execute(DnsAction action, ActionContext context) throws InterruptedException {
        NameService service = catalog.names();
        Host host = catalog.hosts().get(action.to());
        if (service == null || host == null) {
            return new ActionOutcome.Failed("the catalog has no zone, or no host '" + action.to() + "', any more");
        }
        Instant deadline = clock.instant().plus(context.step().timeout());
        try {
            InetAddress to = InetAddress.getByName(host.address());
            ZoneUpdate zone =
                    new ZoneUpdate(service, secrets.resolve(service.tsig().key()), ONE_QUESTION);
            zone.lead(action.name(), to, action.ttl());
            return await(zone, action, to, deadline);
        } catch (ZoneUpdate.RefusedException e) {
            return new ActionOutcome.Failed(String.valueOf(e.getMessage()));
        } catch (UnknownHostException e) {
            return new ActionOutcome.Failed(
                    "the address of '" + action.to() + "' can't be resolved: " + host.address());
        } catch (IOException | IllegalArgumentException e) {
            return new ActionOutcome.Failed(
                    "the update of " + action.name() + ": " + e.getMessage(), Fault.UNREACHABLE);
        }
    }

    private ActionOutcome await(ZoneUpdate zone, DnsAction action, InetAddress to, Instant deadline)
            throws InterruptedException {
        List<String> otherwise = zone.otherwise(action.name(), to);
        while (!otherwise.isEmpty() && clock.instant().isBefore(deadline)) {
            TimeUnit.MILLISECONDS.sleep(ASK_EVERY_MILLIS);
            otherwise = zone.otherwise(action.name(), to);
        }
        return otherwise.isEmpty()
                ? ActionOutcome.Succeeded.reading(
                        action.name() + " leads to " + to.getHostAddress() + " on every authoritative server",
                        to.getHostAddress())
                : new ActionOutcome.Failed(
                        action.name() + " is updated, but " + String.join("; ", otherwise), Fault.TIMEOUT);
    }
}
