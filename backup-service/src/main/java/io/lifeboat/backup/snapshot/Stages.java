package io.lifeboat.backup.snapshot;

import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.wal.UnreachableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The stages of all targets of a restore. Nobody else works on them until it is closed. */
final class Stages implements AutoCloseable {

    /** Where less is left, what a failed restore has written is worth less than the room that it takes. */
    private static final long ROOM = 64 << 20;

    private final Map<Target, Stage> all = new LinkedHashMap<>();

    static Stages open(List<Target> targets) throws IOException {
        Stages stages = new Stages();
        try {
            for (Target target : targets) {
                stages.all.put(target, Stage.open(target));
            }
            return stages;
        } catch (IOException e) {
            stages.close();
            throw e;
        }
    }

    /** What a snapshot wants besides what every one of them does. What another has wanted is given up. */
    void also(List<Target> targets) throws IOException {
        for (Target other : targets()) {
            if (other.tablespace() && !targets.contains(other)) {
                Stage stage = of(other);
                all.remove(other);
                try (stage) {
                    stage.discard();
                }
            }
        }
        try {
            for (Target target : targets) {
                add(target);
            }
        } catch (IOException e) {
            throw new NothingReplacedException(e, "");
        }
    }

    void add(Target target) throws IOException {
        if (!all.containsKey(target)) {
            all.put(target, Stage.open(target));
        }
    }

    List<Target> targets() {
        return List.copyOf(all.keySet());
    }

    Stage of(Target target) {
        return Objects.requireNonNull(all.get(target));
    }

    void discard() throws IOException {
        for (Stage stage : all.values()) {
            stage.discard();
        }
    }

    /**
     * Where a place was away, or somebody was killed, the next attempt goes on from what is there; where that can't help,
     * it is removed.
     */
    NothingReplacedException failed(IOException e) throws IOException {
        List<Path> kept = new ArrayList<>();
        boolean mayHelp = !(e instanceof DamagedException || e instanceof UnreachableException);
        for (Map.Entry<Target, Stage> one : all.entrySet()) {
            Path folder = one.getKey().stage();
            if (!mayHelp || Files.getFileStore(folder.resolveSibling("")).getUsableSpace() < ROOM) {
                one.getValue().discard();
            } else if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                kept.add(folder);
            }
        }
        return new NothingReplacedException(
                e,
                kept.isEmpty()
                        ? ""
                        : "; what was restored so far is kept in " + kept + ": the same command goes on from there");
    }

    @Override
    public void close() throws IOException {
        for (Stage stage : all.values()) {
            stage.close();
        }
    }
}
