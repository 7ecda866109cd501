package io.lifeboat.recovery.lifecycle;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;
import java.util.Set;

/** The real service on a real broker and database, with a scripted bot. */
public class LifecycleProfile implements QuarkusTestProfile {

    static final String TOKEN = "only-for-tests";

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(ScriptedBot.class, ScriptedGateway.class, LifecyclePlan.class);
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("lifeboat.recovery.operator-token", TOKEN);
    }
}
