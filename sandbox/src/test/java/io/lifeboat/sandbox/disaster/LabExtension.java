package io.lifeboat.sandbox.disaster;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lifeboat.sandbox.demo.Run;
import io.lifeboat.sandbox.lab.Bind9;
import io.lifeboat.sandbox.lab.LabMachines;
import io.lifeboat.sandbox.stack.StackLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The same with a bot on machines of their own, where such machines can be made. */
final class LabExtension extends LifeboatExtension {

    private @Nullable LabMachines machines;
    private @Nullable Bind9 names;

    @Override
    Run create(Path home, Path work) throws IOException {
        Optional<String> missing = LabMachines.missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        LabMachines made = new LabMachines(work.resolve("mounts"));
        machines = made;
        StackLayout layout = new StackLayout(home, work, UUID.randomUUID().toString(), made.lifeboat(), false);
        Run run = new Run(layout, made, text -> {});
        names = made.serveNames(run.sandbox());
        return run;
    }

    @Override
    public void close() {
        try {
            super.close();
        } finally {
            if (machines != null) {
                machines.close();
            }
        }
    }

    LabMachines machines() {
        return Objects.requireNonNull(machines);
    }

    Bind9 names() {
        return Objects.requireNonNull(names);
    }
}
