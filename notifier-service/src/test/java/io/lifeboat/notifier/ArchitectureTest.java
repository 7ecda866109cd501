package io.lifeboat.notifier;

import io.lifeboat.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void shouldKeepTheRulesOfTheHouse() {
        ArchitectureRules.check("io.lifeboat.notifier");
    }
}
