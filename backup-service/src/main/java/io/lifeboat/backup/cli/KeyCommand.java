package io.lifeboat.backup.cli;

import io.lifeboat.backup.key.Encryption;
import io.lifeboat.backup.key.KeyFiles;
import io.lifeboat.backup.key.KeyRing;
import io.lifeboat.backup.key.KeySource;
import io.lifeboat.backup.repository.Depot;
import io.lifeboat.backup.repository.Repository;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Each slot opens all of a repository; the places share all of them. */
@Command(name = "key", description = "Who can open the repositories.", mixinStandardHelpOptions = true)
final class KeyCommand {

    @Mixin
    private Backups backups;

    @Spec
    private CommandSpec spec;

    /** For picocli, which sets the fields. */
    @SuppressWarnings("NullAway.Init")
    KeyCommand() {}

    @Command(name = "list", description = "Lists the key slots of every place.", mixinStandardHelpOptions = true)
    int list() throws Exception {
        return each((depot, ring) -> {
            for (Repository one : depot.repositories()) {
                for (KeyFiles.Slot slot : one.keyFiles().list()) {
                    print("%s: %s %s '%s' since %s"
                            .formatted(one.name(), slot.id(), slot.kind(), slot.label(), slot.createdAt()));
                }
            }
        });
    }

    @Command(
            name = "add",
            description = "Adds a key that opens all of it, beside those that there are.",
            mixinStandardHelpOptions = true)
    int add(
            @Option(
                            names = "--new-key",
                            required = true,
                            paramLabel = "REF",
                            description = "file:/path of a key file, or env:NAME of a variable with a passphrase.")
                    String reference,
            @Option(names = "--label", required = true, description = "What people call it, such as safe.")
                    String label)
            throws Exception {
        KeySource added = Encryption.source("--new-key", reference, backups.environment());
        return each((depot, ring) -> {
            Repository first = depot.repositories().getFirst();
            KeyFiles.Slot slot =
                    first.keyFiles().add(ring, added, label, Clock.systemUTC().instant());
            for (Repository other :
                    depot.repositories().subList(1, depot.repositories().size())) {
                first.keyFiles().copySlotTo(other.keyFiles(), slot.id(), ring);
            }
            print("added %s '%s'".formatted(slot.id(), label));
        });
    }

    @Command(
            name = "remove",
            description = "That key opens them no longer. If it was stolen, rotate as well.",
            mixinStandardHelpOptions = true)
    int remove(@Parameters(paramLabel = "SLOT", description = "Its id, as list shows it.") String id) throws Exception {
        KeySource mine = backups.encryption().key();
        return each((depot, ring) -> {
            for (Repository one : depot.repositories()) {
                if (mine != null) {
                    one.keyFiles().remove(mine, id);
                    print(one.name() + ": removed " + id);
                }
            }
        });
    }

    @Command(
            name = "rotate",
            description = "What is written from now on is encrypted with a new key; the slots stay as they are.",
            mixinStandardHelpOptions = true)
    int rotate() throws Exception {
        return each((depot, ring) -> {
            Repository first = depot.repositories().getFirst();
            KeyRing rotated = first.keyFiles().rotate(ring);
            for (Repository other :
                    depot.repositories().subList(1, depot.repositories().size())) {
                first.keyFiles().copyGenerationsTo(other.keyFiles(), rotated);
            }
            print("new data is encrypted with generation " + rotated.generation());
        });
    }

    private interface Work {
        void on(Depot depot, KeyRing ring) throws IOException;
    }

    /** What can't be reached gets new generations at the next snapshot, and slots when this is done again. */
    private int each(Work work) throws Exception {
        return backups.eachPlaces(places -> {
            Depot depot = Depot.open(places.stores(), backups.encryption()).ofOneKey();
            int status = Report.failures(spec.commandLine(), depot);
            List<Repository> all = depot.repositories();
            if (!all.isEmpty()) {
                KeyRing ring = all.getFirst()
                        .keys()
                        .orElseThrow(() -> new IllegalStateException(
                                all.getFirst().name() + ": the repository is not encrypted, and has no keys"));
                work.on(depot, ring);
            }
            return status;
        });
    }

    private void print(String line) {
        spec.commandLine().getOut().println(line);
    }
}
