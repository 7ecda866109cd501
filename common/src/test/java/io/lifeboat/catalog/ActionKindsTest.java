package io.lifeboat.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lifeboat.catalog.action.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActionKindsTest {

    @Test
    void shouldLetTheSchemaAndTheCodeKnowTheSameKindsOfSteps() throws IOException {
        // given
        JsonNode step = new ObjectMapper()
                .readTree(Files.readAllBytes(ShippedCatalog.FOLDER.resolve("schema/procedure.json")))
                .at("/$defs/step");

        // when
        List<String> kinds = new ArrayList<>();
        step.path("oneOf").forEach(one -> kinds.add(one.at("/required/0").asText()));

        // then
        assertThat(kinds).containsExactlyInAnyOrderElementsOf(Action.kinds().keySet());
        assertThat(kinds)
                .allSatisfy(kind -> assertThat(step.at("/properties").has(kind)).isTrue());
    }
}
