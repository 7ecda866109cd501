package io.lifeboat.recovery.incident;

public enum IncidentState {
    /** A run is under way. */
    RECOVERING,
    /** No run is under way and the bot is not recovered: people have it. */
    WITH_PEOPLE,
    /** The verification has passed. The run's last steps may still be under way, and what fails now is a new incident. */
    RECOVERED,
    CLOSED
}
