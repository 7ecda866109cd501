package io.lifeboat.recovery.incident;

public enum IncidentState {
    /** A run is under way. */
    RECOVERING,
    /** No run is under way and the bot is not recovered: people have it. */
    WITH_PEOPLE,
    CLOSED
}
