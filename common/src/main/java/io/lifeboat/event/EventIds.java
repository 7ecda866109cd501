package io.lifeboat.event;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.NameBasedGenerator;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.util.UUID;

/** Ids of events. Thread-safe. */
public final class EventIds {

    private static final TimeBasedEpochGenerator UNIQUE = Generators.timeBasedEpochGenerator();
    private static final NameBasedGenerator NAMED =
            Generators.nameBasedGenerator(UUID.fromString("6c1fe5a2-0d5c-5f0e-9b1c-3c1d6a1f0b77"));

    private EventIds() {}

    /** A UUIDv7: no two are the same, and they sort by time. */
    public static UUID unique() {
        return UNIQUE.generate();
    }

    /** A UUIDv5 of the parts: who has no database says the same thing twice under the same id. */
    public static UUID deterministic(String... parts) {
        return NAMED.generate(String.join("\u0000", parts));
    }
}
