package io.lifeboat.recovery.action;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.Host;
import io.lifeboat.catalog.NameService;
import io.lifeboat.catalog.Step;
import io.lifeboat.catalog.Step.Effect;
import io.lifeboat.catalog.action.Action;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What executors' tests need. */
final class Contexts {

    private Contexts() {}

    static ActionContext of(Action action, Effect effect, Duration timeout) {
        Step step = new Step(
                "step", "Title", action, effect, timeout, new Step.Retry(1, Duration.ZERO), new Step.Abort(), null);
        return new ActionContext(new UUID(0, 1), new UUID(0, 2), step, 1, 1);
    }

    static Catalog catalog(Map<String, Host> hosts, @Nullable NameService names) {
        return new Catalog(
                Map.of(),
                hosts,
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                names,
                null,
                "some-hash");
    }
}
