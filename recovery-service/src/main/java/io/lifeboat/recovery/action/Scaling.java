package io.lifeboat.recovery.action;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A number of replicas, asked for and waited for. None are left when the cluster has seen the wish, counts none itself, and
 * has no pod of them any more, not even one that is being ended: until then one may still trade.
 */
final class Scaling {

    private static final long LOOK_EVERY_MILLIS = 200;

    /** What the cluster says of an object. */
    private record Seen(int wanted, int counted, boolean fresh, LabelSelector selector) {}

    private final KubernetesClient client;
    private final String namespace;
    private final String kind;
    private final String name;

    /** @param object such as {@code deployment/forex-engine} or {@code statefulset/database} */
    Scaling(KubernetesClient client, String namespace, String object) {
        this.client = client;
        this.namespace = namespace;
        this.kind = object.substring(0, object.indexOf('/'));
        this.name = object.substring(object.indexOf('/') + 1);
    }

    /**
     * @return none if it is so; else what is otherwise when the time is over
     * @throws IOException if there is no such object
     */
    Optional<String> to(int replicas, Duration within) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + within.toNanos();
        see();
        resource().scale(replicas);
        Optional<String> otherwise = otherwise(replicas);
        while (otherwise.isPresent() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
            otherwise = otherwise(replicas);
        }
        return otherwise;
    }

    RollableScalableResource<? extends HasMetadata> resource() {
        return kind.equals("statefulset")
                ? client.apps().statefulSets().inNamespace(namespace).withName(name)
                : client.apps().deployments().inNamespace(namespace).withName(name);
    }

    private Optional<String> otherwise(int replicas) throws IOException {
        Seen seen = see();
        int pods = client.pods()
                .inNamespace(namespace)
                .withLabelSelector(seen.selector())
                .list()
                .getItems()
                .size();
        if (pods != replicas) {
            return Optional.of(name + " still has " + pods + " pods, not " + replicas);
        }
        if (replicas > 0) {
            return Optional.empty();
        }
        if (seen.wanted() != 0) {
            return Optional.of("something else wants " + seen.wanted() + " replicas of " + name + " again");
        }
        return seen.fresh() && seen.counted() == 0
                ? Optional.empty()
                : Optional.of("the cluster does not say yet that " + name + " has 0 replicas");
    }

    private Seen see() throws IOException {
        HasMetadata object = resource().get();
        Long generation = object == null ? null : object.getMetadata().getGeneration();
        return switch (object) {
            case Deployment d ->
                new Seen(
                        number(d.getSpec().getReplicas()),
                        d.getStatus() == null ? 0 : number(d.getStatus().getReplicas()),
                        fresh(
                                generation,
                                d.getStatus() == null ? null : d.getStatus().getObservedGeneration()),
                        d.getSpec().getSelector());
            case StatefulSet s ->
                new Seen(
                        number(s.getSpec().getReplicas()),
                        s.getStatus() == null ? 0 : number(s.getStatus().getReplicas()),
                        fresh(
                                generation,
                                s.getStatus() == null ? null : s.getStatus().getObservedGeneration()),
                        s.getSpec().getSelector());
            case null, default ->
                throw new IOException("the cluster has no " + kind + " '" + name + "' in '" + namespace + "'");
        };
    }

    private static boolean fresh(@Nullable Long generation, @Nullable Long observed) {
        return generation == null || Objects.requireNonNullElse(observed, -1L) >= generation;
    }

    private static int number(@Nullable Integer replicas) {
        return Objects.requireNonNullElse(replicas, 0);
    }
}
