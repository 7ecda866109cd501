package io.lifeboat.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** {@code docs/events/asyncapi.yaml} says what the code does. */
class AsyncApiTest {

    private static final JsonNode API = read(Path.of("../docs/events/asyncapi.yaml"));

    @Test
    void shouldDescribeEachTopicAsItIs() {
        assertThat(values(API.get("channels"))
                        .map(channel -> new Described(
                                channel.get("address").asText(),
                                channel.at("/bindings/kafka/partitions").asInt(),
                                channel.at("/bindings/kafka/topicConfiguration/cleanup.policy/0")
                                        .asText(),
                                channel.get("x-dead-letter").asText(),
                                names(channel))))
                .containsExactlyInAnyOrderElementsOf(Topics.ALL.stream()
                        .map(topic -> new Described(
                                topic.name(),
                                topic.partitions(),
                                topic.compacted() ? "compact" : "delete",
                                topic.deadLetter(),
                                typesOn(topic)))
                        .toList());
        assertThat(values(API.get("channels")))
                .allSatisfy(channel ->
                        assertThat(channel.at("/bindings/kafka/topic")).isEqualTo(channel.get("address")));
    }

    @Test
    void shouldSayWhichFieldIsTheKey() {
        assertThat(values(API.get("channels"))).hasSize(9).allSatisfy(channel -> {
            List<String> fields = List.of(channel.get("x-key").asText().split("/"));
            names(channel).forEach(type -> {
                JsonNode golden = Golden.json(type);
                assertThat(Golden.decode(type, golden).key())
                        .as(type)
                        .isEqualTo(fields.stream()
                                .map(field -> golden.path(field).asText())
                                .collect(Collectors.joining("/")));
            });
        });
    }

    @Test
    void shouldDescribeEachMessageOnce() {
        assertThat(values(API.at("/components/messages"))
                        .map(message -> message.get("name").asText()))
                .containsExactlyInAnyOrderElementsOf(EventTypes.all().keySet());
    }

    @ParameterizedTest
    @MethodSource("types")
    void shouldDescribeTheFieldsOfARecord(String type) {
        // given
        JsonNode payload = payload(type);
        Class<? extends Event> record = Objects.requireNonNull(EventTypes.all().get(type));

        // then
        assertThat(keys(payload.get("properties"))).isEqualTo(fields(record, true));
        assertThat(texts(payload.get("required"))).isEqualTo(fields(record, false));
    }

    @Test
    void shouldDescribeTheFieldsOfWhatEventsHold() {
        assertThat(keys(API.at("/components/schemas/evidence/properties"))).isEqualTo(fields(Evidence.class, true));
        assertThat(texts(API.at("/components/schemas/evidence/required"))).isEqualTo(fields(Evidence.class, false));
        assertThat(keys(API.at("/components/schemas/stepRef/properties"))).isEqualTo(fields(StepRef.class, true));
        assertThat(texts(API.at("/components/schemas/stepRef/required"))).isEqualTo(fields(StepRef.class, false));
    }

    @ParameterizedTest
    @MethodSource("types")
    void shouldDescribeWhatIsSent(String type) {
        // given
        ObjectNode schema = payload(type).deepCopy();
        schema.set("components", API.get("components"));

        // when
        List<Error> errors = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema)
                .validate(
                        Golden.json(type),
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));

        // then
        assertThat(errors).isEmpty();
    }

    /** A channel that a service's configuration has is described, and the other way round. */
    @ParameterizedTest
    @MethodSource("services")
    void shouldSayWhatAServiceReceives(String service) {
        assertThat(operations(service, "receive")).isEqualTo(configured(service));
    }

    @Test
    void shouldKnowOfEachOperationWhoseItIs() {
        assertThat(API.get("operations").properties()).allSatisfy(operation -> {
            assertThat(services())
                    .contains(operation.getValue().at("/tags/0/name").asText());
            String channel = operation.getValue().at("/channel/$ref").asText();
            assertThat(API.at(channel.substring(1)).isObject()).as(channel).isTrue();
            assertThat(operation.getKey())
                    .isEqualTo(operation.getValue().at("/tags/0/name").asText() + "-"
                            + operation.getValue().get("action").asText() + "s-"
                            + channel.substring(channel.lastIndexOf('/') + 1));
        });
    }

    static Stream<String> types() {
        return Golden.types();
    }

    static List<String> services() {
        return List.of("detector-service", "recovery-service", "backup-service", "notifier-service");
    }

    private static Set<String> operations(String service, String action) {
        return values(API.get("operations"))
                .filter(operation -> operation.at("/tags/0/name").asText().equals(service)
                        && operation.get("action").asText().equals(action))
                .map(operation -> API.at(operation.at("/channel/$ref").asText().substring(1))
                        .get("address")
                        .asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> configured(String service) {
        Properties properties = new Properties();
        try (Reader reader =
                Files.newBufferedReader(Path.of("..", service, "src/main/resources/application.properties"))) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.stringPropertyNames().stream()
                .filter(name -> name.matches("mp[.]messaging[.]incoming[.][a-z-]+[.]topic"))
                .map(properties::getProperty)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static JsonNode payload(String type) {
        return values(API.at("/components/messages"))
                .filter(message -> message.get("name").asText().equals(type))
                .map(message -> message.get("payload"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("asyncapi.yaml has no message " + type));
    }

    private static Set<String> names(JsonNode channel) {
        return values(channel.get("messages"))
                .map(message -> API.at(message.get("$ref").asText().substring(1))
                        .get("name")
                        .asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> typesOn(Topic topic) {
        return EventTypes.all().entrySet().stream()
                .filter(type -> topic.carries().isAssignableFrom(type.getValue()))
                .map(java.util.Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** @param optional whether those that may be missing are among them */
    private static Set<String> fields(Class<?> record, boolean optional) {
        return Stream.of(record.getRecordComponents())
                .filter(component -> optional || !component.getAnnotatedType().isAnnotationPresent(Nullable.class))
                .map(java.lang.reflect.RecordComponent::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> keys(JsonNode object) {
        Set<String> keys = new TreeSet<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static Set<String> texts(JsonNode array) {
        return values(array).map(JsonNode::asText).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<JsonNode> values(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false);
    }

    private static JsonNode read(Path file) {
        try (Reader reader = Files.newBufferedReader(file)) {
            return new ObjectMapper().valueToTree(new Yaml().load(reader));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Described(String address, int partitions, String cleanup, String deadLetter, Set<String> types) {}
}
