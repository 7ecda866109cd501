package io.lifeboat.recovery.plan;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.lifeboat.catalog.action.KubernetesAction;

/** Whether a cluster has what a step changes, and shows it to the service's own account. */
final class ClusterCheck {

    private ClusterCheck() {}

    static Finding look(KubernetesAction action) {
        String what = "cluster's " + action.object();
        String name = action.object().substring(action.object().indexOf('/') + 1);
        try (KubernetesClient client = new KubernetesClientBuilder().build()) {
            Object found = switch (action.object().replaceFirst("/.*", "")) {
                case "node" -> client.nodes().withName(name).get();
                case "statefulset" ->
                    client.apps()
                            .statefulSets()
                            .inNamespace(action.namespace())
                            .withName(name)
                            .get();
                default ->
                    client.apps()
                            .deployments()
                            .inNamespace(action.namespace())
                            .withName(name)
                            .get();
            };
            return found == null ? NeedChecks.bad(what, "there is none") : NeedChecks.good(what, "is there");
        } catch (KubernetesClientException e) {
            return NeedChecks.bad(what, "the cluster does not show it: " + e.getMessage());
        }
    }
}
