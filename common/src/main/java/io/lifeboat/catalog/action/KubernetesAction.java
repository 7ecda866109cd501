package io.lifeboat.catalog.action;

/**
 * A change of a cluster that the service's own account may make.
 *
 * @param namespace of the object; empty for a node
 * @param object such as {@code deployment/forex-engine} or {@code node/worker-1}
 * @param replicas for {@code SCALE}; 0 is a fence of last resort, done when no pod is left
 */
public record KubernetesAction(Verb verb, String namespace, String object, int replicas) implements Action {

    public enum Verb {
        ROLLOUT_RESTART,
        SCALE,
        CORDON
    }
}
