package io.lifeboat.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Events that were released decode for ever. A golden file is never changed; a new event brings its own. */
class GoldenEventsTest {

    @Test
    void shouldHaveOneFileForEachType() {
        assertThat(Golden.types())
                .as("the files in %s", Golden.FOLDER)
                .containsExactlyInAnyOrderElementsOf(EventTypes.all().keySet());
    }

    @ParameterizedTest
    @MethodSource("types")
    void shouldDecodeAndEncodeToTheSame(String type) throws Exception {
        // given
        JsonNode golden = Golden.json(type);

        // when
        Event event = Golden.decode(type, golden);

        // then
        assertThat(event).isInstanceOf(EventTypes.all().get(type));
        assertThat(EventCodec.JSON.readTree(EventCodec.JSON.writeValueAsBytes(event)))
                .isEqualTo(golden);
    }

    @ParameterizedTest
    @MethodSource("types")
    void shouldIgnoreAFieldThatALaterVersionAdds(String type) {
        // given
        ObjectNode later = Golden.json(type).deepCopy();
        later.putObject("addedLater").put("why", "the next release knows more");

        // when
        Event event = Golden.decode(type, later);

        // then
        assertThat(event).isEqualTo(Golden.decode(type, Golden.json(type)));
    }

    @ParameterizedTest
    @MethodSource("types")
    void shouldHaveAKeyThatIsNotEmpty(String type) {
        assertThat(Golden.decode(type, Golden.json(type)).key()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("required")
    void shouldRefuseAnEventWithoutARequiredField(String type, String field) {
        // given
        JsonNode missing = without(Golden.json(type), field);
        JsonNode empty = withNull(Golden.json(type), field);

        // then
        assertThatThrownBy(() -> Golden.decode(type, missing))
                .isInstanceOf(UndecodableEventException.class)
                .hasMessage(type + " lacks '" + field + "'");
        assertThatThrownBy(() -> Golden.decode(type, empty))
                .isInstanceOf(UndecodableEventException.class)
                .hasMessage(type + " lacks '" + field + "'");
    }

    @ParameterizedTest
    @MethodSource("optional")
    void shouldAcceptAnEventWithoutAnOptionalField(String type, String field) {
        // when
        Event event = Golden.decode(type, without(Golden.json(type), field));

        // then
        assertThat(event).isEqualTo(Golden.decode(type, withNull(Golden.json(type), field)));
    }

    static Stream<String> types() {
        return Golden.types();
    }

    static Stream<Arguments> required() {
        return fields(false);
    }

    static Stream<Arguments> optional() {
        return fields(true);
    }

    /** Also within an event's list of evidence and its step, as {@code evidence[0].symptom} and {@code step.run}. */
    private static Stream<Arguments> fields(boolean nullable) {
        return EventTypes.all().entrySet().stream()
                .flatMap(
                        type -> fields("", type.getValue(), nullable).map(field -> Arguments.of(type.getKey(), field)));
    }

    private static Stream<String> fields(String path, Class<?> record, boolean nullable) {
        return Stream.of(record.getRecordComponents()).flatMap(component -> {
            String field = path + component.getName();
            Stream<String> itself = component.getAnnotatedType().isAnnotationPresent(Nullable.class) == nullable
                    ? Stream.of(field)
                    : Stream.empty();
            if (component.getType().isRecord()) {
                return Stream.concat(itself, fields(field + ".", component.getType(), nullable));
            }
            boolean evidence = component.getGenericType().getTypeName().contains("Evidence>");
            return evidence ? Stream.concat(itself, fields(field + "[0].", Evidence.class, nullable)) : itself;
        });
    }

    private static JsonNode without(JsonNode event, String field) {
        ObjectNode copy = event.deepCopy();
        holder(copy, field).remove(leaf(field));
        return copy;
    }

    private static JsonNode withNull(JsonNode event, String field) {
        ObjectNode copy = event.deepCopy();
        holder(copy, field).putNull(leaf(field));
        return copy;
    }

    private static ObjectNode holder(ObjectNode event, String field) {
        int dot = field.lastIndexOf('.');
        if (dot < 0) {
            return event;
        }
        String parent = field.substring(0, dot);
        return parent.endsWith("[0]")
                ? (ObjectNode) Objects.requireNonNull(
                        ((ArrayNode) event.get(parent.substring(0, parent.length() - 3))).get(0))
                : (ObjectNode) event.get(parent);
    }

    private static String leaf(String field) {
        return field.substring(field.lastIndexOf('.') + 1);
    }
}
