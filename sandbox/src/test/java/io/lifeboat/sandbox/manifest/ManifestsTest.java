package io.lifeboat.sandbox.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.lifeboat.event.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ManifestsTest {

    private static final Path BASE = Path.of("../k8s/base").toAbsolutePath().normalize();

    private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.of(
            "v1/Namespace", Namespace.class,
            "v1/ConfigMap", ConfigMap.class,
            "v1/Service", Service.class,
            "v1/PersistentVolumeClaim", PersistentVolumeClaim.class,
            "apps/v1/Deployment", Deployment.class,
            "batch/v1/Job", Job.class);

    /** An unknown field is an error: the models would otherwise keep it as an additional property, and Kubernetes drop it. */
    private static final YAMLMapper STRICT = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .annotationIntrospector(new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }
            })
            .build();

    private static JsonNode kustomization = STRICT.createObjectNode();
    private static final List<HasMetadata> RENDERED = new ArrayList<>();

    @BeforeAll
    static void render() throws IOException {
        kustomization = STRICT.readTree(BASE.resolve("kustomization.yaml").toFile());
        RENDERED.clear();
        for (JsonNode file : kustomization.get("resources")) {
            try (var documents = STRICT.readerFor(JsonNode.class)
                    .<JsonNode>readValues(BASE.resolve(file.asText()).toFile())) {
                while (documents.hasNext()) {
                    JsonNode document = documents.next();
                    String kind = document.get("apiVersion").asText() + "/"
                            + document.get("kind").asText();
                    RENDERED.add(STRICT.treeToValue(
                            document, Objects.requireNonNull(KINDS.get(kind), "no model for a " + kind)));
                }
            }
        }
    }

    @Test
    void shouldProbeTheHealthOfEveryServiceOnItsOwnPort() {
        assertThat(deployments())
                .extracting(deployment -> deployment.getMetadata().getName())
                .containsExactlyInAnyOrder(
                        "detector-service", "recovery-service", "backup-service", "notifier-service");
        assertThat(deployments()).allSatisfy(deployment -> {
            Container container =
                    deployment.getSpec().getTemplate().getSpec().getContainers().getFirst();
            assertThat(container.getStartupProbe().getHttpGet().getPath()).isEqualTo("/q/health/started");
            assertThat(container.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/q/health/live");
            assertThat(container.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/q/health/ready");
            assertThat(container.getEnv())
                    .filteredOn(variable -> variable.getName().equals("QUARKUS_HTTP_PORT"))
                    .singleElement()
                    .satisfies(variable -> assertThat(variable.getValue())
                            .isEqualTo(container
                                    .getPorts()
                                    .getFirst()
                                    .getContainerPort()
                                    .toString()));
            assertThat(deployment
                            .getSpec()
                            .getTemplate()
                            .getSpec()
                            .getSecurityContext()
                            .getRunAsNonRoot())
                    .isTrue();
        });
    }

    @Test
    void shouldSelectItsOwnPodsWithEveryService() {
        assertThat(of(Service.class))
                .hasSize(4)
                .allSatisfy(service -> assertThat(deployments())
                        .filteredOn(deployment -> deployment
                                .getSpec()
                                .getTemplate()
                                .getMetadata()
                                .getLabels()
                                .entrySet()
                                .containsAll(service.getSpec().getSelector().entrySet()))
                        .singleElement()
                        .satisfies(deployment -> assertThat(
                                        deployment.getMetadata().getName())
                                .isEqualTo(service.getMetadata().getName())));
    }

    @Test
    void shouldMountEveryFileOfTheCatalog() throws IOException {
        // given
        List<String> procedures = names(Path.of("../catalog/procedures"));

        // then
        assertThat(generated("lifeboat-catalog")).containsExactlyInAnyOrderElementsOf(names(Path.of("../catalog")));
        assertThat(generated("lifeboat-catalog-procedures")).containsExactlyInAnyOrderElementsOf(procedures);
        assertThat(deployments())
                .allSatisfy(deployment -> assertThat(mountedProcedures(deployment))
                        .containsExactlyInAnyOrderElementsOf(procedures.stream()
                                .map(name -> "procedures/" + name)
                                .toList()));
    }

    @Test
    void shouldCreateEveryTopicOfTheHouse() {
        // given
        ConfigMap topics = of(ConfigMap.class).stream()
                .filter(map -> map.getMetadata().getName().equals("lifeboat-topics"))
                .findFirst()
                .orElseThrow();

        // then
        assertThat(topics.getData().get("topics").lines())
                .containsExactlyElementsOf(Topics.ALL.stream()
                        .map(topic -> topic.name() + " " + topic.partitions() + " "
                                + (topic.compacted() ? "compact" : "delete"))
                        .toList());
    }

    private static List<Deployment> deployments() {
        return of(Deployment.class);
    }

    private static <R extends HasMetadata> List<R> of(Class<R> kind) {
        return RENDERED.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static List<String> generated(String configMap) {
        return StreamSupport.stream(kustomization.get("configMapGenerator").spliterator(), false)
                .filter(generator -> generator.get("name").asText().equals(configMap))
                .flatMap(
                        generator -> StreamSupport.stream(generator.get("files").spliterator(), false))
                .map(file -> BASE.resolve(file.asText()).normalize())
                .peek(file -> assertThat(file).isRegularFile())
                .map(file -> file.getFileName().toString())
                .toList();
    }

    private static List<String> mountedProcedures(Deployment deployment) {
        return deployment.getSpec().getTemplate().getSpec().getVolumes().stream()
                .filter(volume -> volume.getName().equals("catalog"))
                .map(Volume::getProjected)
                .flatMap(projected -> projected.getSources().stream())
                .flatMap(source -> source.getConfigMap().getItems().stream())
                .map(item -> item.getPath())
                .toList();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .toList();
        }
    }
}
