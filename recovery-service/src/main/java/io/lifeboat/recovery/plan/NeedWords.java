package io.lifeboat.recovery.plan;

/** What was to be looked at, where the look itself says nothing. */
final class NeedWords {

    private NeedWords() {}

    static String of(Need need) {
        return switch (need) {
            case Need.Login login -> "login to " + login.host();
            case Need.Script script -> script.path() + " on " + script.host();
            case Need.File file -> file.path() + " on " + file.host();
            case Need.Secret secret -> "secret " + secret.reference();
            case Need.Answer answer -> "probe " + answer.probe();
            case Need.NameServers names -> "name servers";
            case Need.OrderGatewayAnswers answers -> "order gateway";
            case Need.BrokerReport report -> "broker's report";
            case Need.SupervisorAnswers supervisor -> "supervisor of " + supervisor.host();
            case Need.DatabaseAnswers database -> "database " + database.database() + " on " + database.host();
            case Need.Reachable reachable -> "connection to " + reachable.url().getAuthority();
            case Need.Baseline baseline -> "baseline of " + baseline.host();
            case Need.InCluster cluster -> "cluster's " + cluster.action().object();
            case Need.BackupKnown backup -> "backup of " + backup.group();
            case Need.Contact contact -> "contact " + contact.role();
            case Need.Approvers approvers -> "people who may approve";
            case Need.Operators operators -> "people who may answer";
            case Need.Value value -> value.variable() == null ? "condition" : value.variable();
        };
    }
}
