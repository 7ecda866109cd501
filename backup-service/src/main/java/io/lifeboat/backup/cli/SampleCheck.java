package io.lifeboat.backup.cli;

import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.pack.Hash;
import io.lifeboat.backup.progress.Progress;
import io.lifeboat.backup.repository.Repository;
import io.lifeboat.backup.store.ObjectKeys;
import io.lifeboat.backup.store.ObjectStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** Reads every manifest of a place, and a part of the packs that they need, chosen anew each time. */
final class SampleCheck {

    private final CommandLine line;
    private final Repository repository;
    private final Progress progress;
    private int status;

    /** @param progress is told where a step begins; that a pack was read, the repository's store tells it */
    SampleCheck(CommandLine line, Repository repository, Progress progress) {
        this.line = line;
        this.repository = repository;
        this.progress = progress;
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
        progress.begin("reading " + repository.name(), stored(packs.subList(0, count)));
        for (Hash pack : packs.subList(0, count)) {
            attempt(() -> repository.prove(pack));
        }
        line.getOut().printf("%s: read %d of %d packs%n", repository.name(), count, packs.size());
        return status;
    }

    /** What is not there is found missing when it is read. */
    private long stored(List<Hash> packs) throws IOException {
        Set<String> names = packs.stream().map(pack -> pack.hex() + ".pack").collect(Collectors.toSet());
        return ObjectKeys.all(repository.store(), "packs/").stream()
                .filter(head -> names.contains(head.key().substring(head.key().lastIndexOf('/') + 1)))
                .mapToLong(ObjectStore.Head::size)
                .sum();
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
