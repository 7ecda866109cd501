package io.lifeboat.recovery.action;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.lifeboat.catalog.Fault;
import io.lifeboat.catalog.action.KubernetesAction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** A change of a cluster, with what the service's own account may do there. */
@ApplicationScoped
class KubernetesExecutor implements ActionExecutor<KubernetesAction> {

    private final Cluster cluster;

    KubernetesExecutor(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public Class<KubernetesAction> kind() {
        return KubernetesAction.class;
    }

    @Override
    public ActionOutcome execute(KubernetesAction action, ActionContext context) throws InterruptedException {
        try {
            return cluster.call(client -> switch (action.verb()) {
                case ROLLOUT_RESTART -> restart(client, action);
                case SCALE -> scale(client, action, context.step().timeout());
                case CORDON -> cordon(client, action);
            });
        } catch (Cluster.ClusterException e) {
            return new ActionOutcome.Failed(String.valueOf(e.getMessage()), e.fault());
        } catch (IOException e) {
            return new ActionOutcome.Failed(String.valueOf(e.getMessage()));
        }
    }

    private static ActionOutcome restart(KubernetesClient client, KubernetesAction action) throws IOException {
        var resource = new Scaling(client, action.namespace(), action.object()).resource();
        if (resource.get() == null) {
            throw new IOException("the cluster has no " + action.object() + " in '" + action.namespace() + "'");
        }
        resource.rolling().restart();
        return new ActionOutcome.Succeeded(action.object() + " is being restarted");
    }

    private static ActionOutcome scale(KubernetesClient client, KubernetesAction action, Duration within)
            throws IOException, InterruptedException {
        Optional<String> otherwise =
                new Scaling(client, action.namespace(), action.object()).to(action.replicas(), within);
        return otherwise
                .<ActionOutcome>map(words -> new ActionOutcome.Failed(words, Fault.TIMEOUT))
                .orElseGet(() -> new ActionOutcome.Succeeded(action.object() + " has " + action.replicas() + " pods"));
    }

    private static ActionOutcome cordon(KubernetesClient client, KubernetesAction action) throws IOException {
        var node = client.nodes().withName(action.object());
        if (node.get() == null) {
            throw new IOException("the cluster has no node '" + action.object() + "'");
        }
        node.edit(one -> {
            one.getSpec().setUnschedulable(true);
            return one;
        });
        return new ActionOutcome.Succeeded("node " + action.object() + " takes no new pods");
    }
}
