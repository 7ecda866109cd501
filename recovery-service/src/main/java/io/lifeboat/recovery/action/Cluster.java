package io.lifeboat.recovery.action;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.lifeboat.catalog.Fault;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.function.Supplier;

/** The cluster that the service itself runs in, or that its kubeconfig names, with what its own account may do there. */
@ApplicationScoped
class Cluster {

    /** It does not answer, or refuses. The message is for a person. */
    static final class ClusterException extends IOException {
        private final Fault fault;

        private ClusterException(String message, Fault fault, Throwable cause) {
            super(message, cause);
            this.fault = fault;
        }

        Fault fault() {
            return fault;
        }
    }

    /** What is done with it. */
    interface Work<T> {
        T with(KubernetesClient client) throws IOException, InterruptedException;
    }

    private final Supplier<KubernetesClient> clients;

    Cluster() {
        this(() -> new KubernetesClientBuilder().build());
    }

    Cluster(Supplier<KubernetesClient> clients) {
        this.clients = clients;
    }

    <T> T call(Work<T> work) throws IOException, InterruptedException {
        try (KubernetesClient client = clients.get()) {
            return work.with(client);
        } catch (KubernetesClientException e) {
            throw e.getCode() <= 0
                    ? new ClusterException("the cluster does not answer: " + e.getMessage(), Fault.UNREACHABLE, e)
                    : new ClusterException(
                            "the cluster refuses (" + e.getCode() + "): " + e.getMessage(), Fault.FAILURE, e);
        }
    }
}
