package io.lifeboat.notifier;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A webhook that posts to {@link #HOOK}. */
public class WebhookResource implements QuarkusTestResourceLifecycleManager {

    public static final String SECRET_VARIABLE = "PATH";

    static final FakeWebhook HOOK = new FakeWebhook();

    @Override
    public Map<String, String> start() {
        return Map.of(
                "lifeboat.notifier.webhook.url",
                HOOK.url().toString(),
                "lifeboat.notifier.webhook.secret",
                "env:" + SECRET_VARIABLE,
                "lifeboat.notifier.mail-from",
                "lifeboat@example.com");
    }

    @Override
    public void stop() {
        // Serves every test of the module.
    }
}
