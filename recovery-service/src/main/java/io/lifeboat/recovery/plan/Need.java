package io.lifeboat.recovery.plan;

import io.lifeboat.catalog.SecretRef;
import io.lifeboat.catalog.action.KubernetesAction;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a step needs to be there when it runs. Equal ones are looked at once. */
sealed interface Need {

    /** Lifeboat can log in, and the host shows a key that is in the catalog. */
    record Login(String host) implements Need {}

    /** A program that the step's command names by its path. */
    record Script(String host, String path) implements Need {}

    /** A file that the step reads. */
    record File(String host, String path) implements Need {}

    record Secret(SecretRef reference) implements Need {}

    /** It can be asked; what it says is shown, and is for the run to judge. */
    record Answer(String probe) implements Need {}

    /** Every server of the zone says something of the name. */
    record NameServers(String name) implements Need {}

    record OrderGatewayAnswers(String engine) implements Need {}

    /** The broker's report is whole. */
    record BrokerReport(String engine) implements Need {}

    record SupervisorAnswers(String host, String program) implements Need {}

    record DatabaseAnswers(String host, String database) implements Need {}

    record Reachable(URI url) implements Need {}

    record Baseline(String host, List<String> paths) implements Need {
        public Baseline {
            paths = List.copyOf(paths);
        }
    }

    record InCluster(KubernetesAction action) implements Need {}

    record BackupKnown(String group) implements Need {}

    /** Somebody has an address under which the role is paged. */
    record Contact(String role) implements Need {}

    /** So many people could approve. */
    record Approvers(int people) implements Need {}

    /** Somebody could answer. */
    record Operators() implements Need {}

    /** An expression has a value. */
    record Value(String expression, @Nullable String variable) implements Need {}
}
