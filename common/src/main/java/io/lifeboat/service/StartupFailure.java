package io.lifeboat.service;

import io.lifeboat.catalog.CatalogException;
import java.net.BindException;
import java.net.ConnectException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Why a service can't start, for the person who has to mend it.
 *
 * @param exitStatus 78 for what is configured wrongly, 69 for what is not there, 70 for anything else (as in sysexits.h)
 */
record StartupFailure(int exitStatus, String reason) {

    static final int UNAVAILABLE = 69;
    static final int INTERNAL = 70;
    static final int CONFIGURATION = 78;

    static StartupFailure of(Throwable failure) {
        Throwable root = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            StartupFailure known = known(cause);
            if (known != null) {
                return known;
            }
            root = cause;
        }
        return new StartupFailure(
                INTERNAL, root.getClass().getSimpleName() + ": " + root.getMessage() + " (the trace above says where)");
    }

    private static @Nullable StartupFailure known(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return switch (cause) {
            case CatalogException catalog ->
                new StartupFailure(
                        CONFIGURATION, message + "\nMend the catalog, or name another with LIFEBOAT_CATALOG.");
            case BindException bind ->
                new StartupFailure(UNAVAILABLE, message + ": another process has the port. Set QUARKUS_HTTP_PORT.");
            case SQLException sql ->
                new StartupFailure(
                        UNAVAILABLE,
                        "the database does not answer: " + oneLine(message)
                                + " Check that it runs, and QUARKUS_DATASOURCE_JDBC_URL, _USERNAME and _PASSWORD.");
            case ConnectException connect -> new StartupFailure(UNAVAILABLE, oneLine(message));
            default -> configuration(cause, message);
        };
    }

    /** By name, because the types are of three libraries and two of them are internal. */
    private static @Nullable StartupFailure configuration(Throwable cause, String message) {
        return switch (cause.getClass().getSimpleName()) {
            case "ConfigurationException", "ConfigValidationException" ->
                new StartupFailure(CONFIGURATION, oneLine(message));
            default -> null;
        };
    }

    private static String oneLine(String message) {
        return message.replaceAll("\\s+", " ").strip();
    }
}
