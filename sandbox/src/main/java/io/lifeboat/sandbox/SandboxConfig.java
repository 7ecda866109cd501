package io.lifeboat.sandbox;

import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * What a sandbox needs from who starts it.
 *
 * @param work everything that the sandbox writes is below this folder
 * @param ports free ports on the loopback address, which must stay reserved until the sandbox is closed
 * @param kafka the bootstrap servers of Lifeboat's Kafka, from which the engine learns whether it may trade
 * @param postgresBinaries where PostgreSQL's programs are unpacked to; several sandboxes may share it
 * @param machines what it runs on
 * @param progress is told in a few words what happens while the sandbox starts; called from several threads
 */
public record SandboxConfig(
        Path work,
        IntSupplier ports,
        String kafka,
        Path postgresBinaries,
        Machines machines,
        Consumer<String> progress) {

    public SandboxConfig(Path work, IntSupplier ports, String kafka, Path postgresBinaries, Consumer<String> progress) {
        this(work, ports, kafka, postgresBinaries, Machines.here(), progress);
    }

    public SandboxConfig {
        work = work.toAbsolutePath().normalize();
        postgresBinaries = postgresBinaries.toAbsolutePath().normalize();
    }
}
