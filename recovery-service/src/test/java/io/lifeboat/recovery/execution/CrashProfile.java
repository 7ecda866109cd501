package io.lifeboat.recovery.execution;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Set;

/** The real service on a real database; the bot, its gateway, its backups, its people and the broker are scripted. */
public class CrashProfile implements QuarkusTestProfile {

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(CrashWorld.class, CrashCatalog.class, CrashRecord.class, CrashBroker.class);
    }
}
