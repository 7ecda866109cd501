package io.lifeboat.backup.cli;

import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.pack.Hash;
import io.lifeboat.backup.repository.Repository;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;

/** Reads every manifest of a place, and a part of the packs that they need, chosen anew each time. */
final class SampleCheck {

    private final CommandLine line;
    private final Repository repository;
    private int status;

    SampleCheck(CommandLine line, Repository repository) {
        this.line = line;
        this.repository = repository;
    }

    int run(int percent) throws IOException {
        attempt(repository::check);
        Set<Hash> needed = new HashSet<>();
        for (String name : repository.names()) {
            String[] parts = name.split("/", -1);
            attempt(() -> needed.addAll(repository.manifest(parts[0], parts[1]).packs()));
        }
        List<Hash> packs = new ArrayList<>(needed);
        Collections.shuffle(packs);
        int count = Math.ceilDiv(packs.size() * percent, 100);
        for (Hash pack : packs.subList(0, count)) {
            attempt(() -> repository.prove(pack));
        }
        line.getOut().printf("%s: read %d of %d packs%n", repository.name(), count, packs.size());
        return status;
    }

    private interface Step {
        void run() throws IOException;
    }

    private void attempt(Step step) throws IOException {
        try {
            step.run();
        } catch (DamagedException e) {
            line.getErr().println(e.getMessage());
            status = BackupCli.DAMAGED;
        }
    }
}
