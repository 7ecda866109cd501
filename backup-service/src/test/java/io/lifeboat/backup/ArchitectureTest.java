package io.lifeboat.backup;

import io.lifeboat.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void shouldKeepTheRulesOfTheHouse() {
        ArchitectureRules.check("io.lifeboat.backup");
    }
}
