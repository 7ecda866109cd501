package io.lifeboat.recovery.cli;

import io.lifeboat.recovery.halt.HaltPart;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What can be halted, as it is typed. */
final class HaltedPart {

    private HaltedPart() {}

    static HaltPart of(CommandSpec spec, String what) {
        return Stream.of(HaltPart.values())
                .filter(part -> part.word().equals(what))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "can't halt '" + what + "': there are automation and trading"));
    }
}
