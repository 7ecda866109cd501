package io.lifeboat.catalog;

import io.lifeboat.catalog.Procedure.Phase;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A step of a procedure's file, good or not. */
record StepEntry(Phase phase, String name, Entry body) {

    static final String GOTO = "goto ";
    private static final String ASK = "ask ";

    /** Every step in the order of the phases, those that run side by side too. */
    static Stream<StepEntry> in(Entry file) {
        return Stream.of(Phase.values()).flatMap(phase -> {
            String key = phase.name().toLowerCase(Locale.ROOT);
            return file.find(key + "/*").stream()
                    .flatMap(item -> item.has("parallel") ? item.find("parallel/*").stream() : Stream.of(item))
                    .flatMap(item -> item.entries().entrySet().stream())
                    .map(step -> new StepEntry(phase, step.getKey(), step.getValue()));
        });
    }

    /** The role that {@code ask ROLE} names. */
    static Optional<String> asked(String onFailure) {
        return onFailure.startsWith(ASK) ? Optional.of(onFailure.substring(ASK.length())) : Optional.empty();
    }
}
