package io.lifeboat.recovery.action;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.lifeboat.catalog.Fault;
import io.lifeboat.catalog.action.KubernetesAction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A change of a cluster, with what the service's own account may do there. */
@ApplicationScoped
class KubernetesExecutor implements ActionExecutor<KubernetesAction> {

    private static final long LOOK_EVERY_MILLIS = 200;

    private final Supplier<KubernetesClient> clients;

    KubernetesExecutor() {
        this(() -> new KubernetesClientBuilder().build());
    }

    KubernetesExecutor(Supplier<KubernetesClient> clients) {
        this.clients = clients;
    }

    @Override
    public Class<KubernetesAction> kind() {
        return KubernetesAction.class;
    }

    @Override
    public ActionOutcome execute(KubernetesAction action, ActionContext context) throws InterruptedException {
        try (KubernetesClient client = clients.get()) {
            return switch (action.verb()) {
                case ROLLOUT_RESTART -> restart(client, action);
                case SCALE -> scale(client, action, context.step().timeout());
                case CORDON -> cordon(client, action);
            };
        } catch (KubernetesClientException e) {
            return e.getCode() == 0
                    ? new ActionOutcome.Failed("the cluster does not answer: " + e.getMessage(), Fault.UNREACHABLE)
                    : new ActionOutcome.Failed("the cluster refuses (" + e.getCode() + "): " + e.getMessage());
        }
    }

    private static ActionOutcome restart(KubernetesClient client, KubernetesAction action) {
        String name = name(action);
        if (statefulSet(action)) {
            client.apps()
                    .statefulSets()
                    .inNamespace(action.namespace())
                    .withName(name)
                    .rolling()
                    .restart();
        } else {
            client.apps()
                    .deployments()
                    .inNamespace(action.namespace())
                    .withName(name)
                    .rolling()
                    .restart();
        }
        return new ActionOutcome.Succeeded(action.object() + " is being restarted");
    }

    /** A scale to zero is done when no pod is left: until then one may still trade. */
    private static ActionOutcome scale(KubernetesClient client, KubernetesAction action, Duration within)
            throws InterruptedException {
        String name = name(action);
        Map<String, String> selector;
        if (statefulSet(action)) {
            var set =
                    client.apps().statefulSets().inNamespace(action.namespace()).withName(name);
            set.scale(action.replicas());
            selector = set.require().getSpec().getSelector().getMatchLabels();
        } else {
            var deployment =
                    client.apps().deployments().inNamespace(action.namespace()).withName(name);
            deployment.scale(action.replicas());
            selector = deployment.require().getSpec().getSelector().getMatchLabels();
        }
        long deadline = System.nanoTime() + within.toNanos();
        List<Pod> pods = pods(client, action, selector);
        while (pods.size() != action.replicas() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
            pods = pods(client, action, selector);
        }
        return pods.size() == action.replicas()
                ? new ActionOutcome.Succeeded(action.object() + " has " + action.replicas() + " pods")
                : new ActionOutcome.Failed(
                        action.object() + " still has " + pods.size() + " pods, not " + action.replicas(),
                        Fault.TIMEOUT);
    }

    private static List<Pod> pods(KubernetesClient client, KubernetesAction action, Map<String, String> selector) {
        return client.pods()
                .inNamespace(action.namespace())
                .withLabels(selector)
                .list()
                .getItems();
    }

    private static ActionOutcome cordon(KubernetesClient client, KubernetesAction action) {
        client.nodes().withName(action.object()).edit(node -> {
            node.getSpec().setUnschedulable(true);
            return node;
        });
        return new ActionOutcome.Succeeded("node " + action.object() + " takes no new pods");
    }

    private static boolean statefulSet(KubernetesAction action) {
        return action.object().startsWith("statefulset/");
    }

    private static String name(KubernetesAction action) {
        return action.object().substring(action.object().indexOf('/') + 1);
    }
}
