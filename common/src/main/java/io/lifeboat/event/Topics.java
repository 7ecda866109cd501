package io.lifeboat.event;

import java.util.List;

/** The one coupling of the services. {@code docs/events/asyncapi.yaml} and {@code k8s/base} say the same, and a test compares them. */
public final class Topics {

    public static final Topic OBSERVATIONS = new Topic("lifeboat.observations.v1", Observation.class, 1, true);
    public static final Topic FAILURES = new Topic("lifeboat.failures.v1", FailureEvent.class, 3, false);
    public static final Topic INCIDENTS = new Topic("lifeboat.incidents.v1", IncidentEvent.class, 3, false);
    public static final Topic BACKUP_COMMANDS = new Topic("lifeboat.backup-commands.v1", BackupCommand.class, 3, false);
    public static final Topic BACKUPS = new Topic("lifeboat.backups.v1", BackupEvent.class, 3, false);
    public static final Topic PAGES = new Topic("lifeboat.pages.v1", PageEvent.class, 3, false);
    public static final Topic DELIVERIES = new Topic("lifeboat.deliveries.v1", DeliveryEvent.class, 3, false);
    public static final Topic HEARTBEATS = new Topic("lifeboat.heartbeats.v1", Heartbeat.class, 1, false);
    public static final Topic AUTHORITY = new Topic("lifeboat.authority.v1", AuthorityGranted.class, 1, true);

    public static final List<Topic> ALL = List.of(
            OBSERVATIONS, FAILURES, INCIDENTS, BACKUP_COMMANDS, BACKUPS, PAGES, DELIVERIES, HEARTBEATS, AUTHORITY);

    private Topics() {}

    public static Topic of(Event event) {
        return switch (event) {
            case Observation o -> OBSERVATIONS;
            case FailureEvent f -> FAILURES;
            case IncidentEvent i -> INCIDENTS;
            case BackupCommand c -> BACKUP_COMMANDS;
            case BackupEvent b -> BACKUPS;
            case PageEvent p -> PAGES;
            case DeliveryEvent d -> DELIVERIES;
            case Heartbeat h -> HEARTBEATS;
            case AuthorityGranted a -> AUTHORITY;
        };
    }
}
