package io.lifeboat.recovery.plan;

import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** Why a look has failed, where the exception names only the thing. */
final class Reasons {

    private Reasons() {}

    static String of(@Nullable Throwable failure) {
        String message = failure == null ? "" : String.valueOf(failure.getMessage());
        return switch (failure) {
            case null -> "no reason is known";
            case UnknownHostException unknown -> "the name '" + message + "' can't be resolved";
            case NoSuchFileException missing -> "there is no file " + message;
            default ->
                failure.getMessage() == null
                        ? failure.getClass().getSimpleName()
                        : message.lines().findFirst().orElse("");
        };
    }
}
