package io.lifeboat.recovery.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What can be halted. */
final class HaltedPart {

    private HaltedPart() {}

    static void check(CommandSpec spec, String what) {
        if (!what.equals("automation")) {
            throw new ParameterException(spec.commandLine(), "can't halt '" + what + "': there is automation");
        }
    }
}
