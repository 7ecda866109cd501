package io.lifeboat.backup.wal;

import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.repository.Repository;
import io.lifeboat.backup.repository.SnapshotManifest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes the WAL of the places whole again, from each other. What lies there is sealed for its place: it is sealed anew. */
public final class WalMending {

    private final List<WalArchive> all;

    /** @param all of one key */
    public WalMending(List<Repository> all) {
        this.all = all.stream().map(WalArchive::new).toList();
    }

    /**
     * @param objects that were missing or damaged, and are whole now
     * @param lost what no place has whole, each in words
     */
    public record Mended(int objects, List<String> lost) {
        public Mended {
            lost = List.copyOf(lost);
        }
    }

    /**
     * What of a place's WAL is not what was written.
     *
     * @param snapshot only that which a restore of it needs; none for everything
     */
    public static List<IOException> damaged(Repository repository, @Nullable SnapshotManifest snapshot) {
        WalArchive archive = new WalArchive(repository);
        Optional<Base> base = snapshot == null ? Optional.empty() : Base.of(snapshot);
        List<IOException> damaged = new ArrayList<>();
        try {
            for (WalInventory one : archive.inventories().values()) {
                if (base.isEmpty() || base.get().systemId().equals(one.systemId())) {
                    damaged.addAll(archive.damaged(one, base.map(Base::wanted).orElse(0L)));
                }
            }
        } catch (IOException e) {
            damaged.add(e);
        }
        return damaged;
    }

    /** All WAL that any place has is in every place when this returns, or is among the lost. Reads everything. */
    public Mended heal() {
        List<String> lost = new ArrayList<>();
        int objects = 0;
        TreeSet<String> systems = new TreeSet<>();
        for (WalArchive one : all) {
            try {
                systems.addAll(one.systems());
            } catch (IOException e) {
                lost.add(String.valueOf(e.getMessage()));
            }
        }
        for (String system : systems) {
            for (WalArchive to : all) {
                try {
                    objects += new Copy(to, system, lost).complete();
                } catch (IOException e) {
                    lost.add(String.valueOf(e.getMessage()));
                }
            }
        }
        return new Mended(objects, lost);
    }

    private final class Copy {

        private final WalArchive to;
        private final String system;
        private final List<String> lost;

        Copy(WalArchive to, String system, List<String> lost) {
            this.to = to;
            this.system = system;
            this.lost = lost;
        }

        int complete() throws IOException {
            WalInventory own = inventory(to).orElse(null);
            if (own == null) {
                // There is nothing, or nothing of it can be read: then it can be listed once something was copied.
                int first = copyMissing(new TreeMap<>());
                return first + (inventory(to).isPresent() ? complete() : 0);
            }
            Map<Integer, List<Span>> whole = new TreeMap<>();
            List<DamagedException> damaged = new ArrayList<>();
            List<StoredPiece> rotten = new ArrayList<>();
            for (StoredPiece piece : own.pieces()) {
                try {
                    to.read(piece);
                    whole.computeIfAbsent(piece.piece().segment().timeline(), none -> new ArrayList<>())
                            .add(piece.piece().span());
                } catch (DamagedException e) {
                    damaged.add(e);
                    rotten.add(piece);
                }
            }
            int copied = copyMissing(whole) + copyHistories(own);
            for (int i = 0; i < rotten.size(); i++) {
                Span span = rotten.get(i).piece().span();
                List<Span> there =
                        whole.getOrDefault(rotten.get(i).piece().segment().timeline(), List.of());
                if (Span.reach(there, span.from()) >= span.to()) {
                    to.remove(rotten.get(i));
                } else {
                    lost.add(
                            "%s: no place has it whole".formatted(damaged.get(i).getMessage()));
                }
            }
            return copied;
        }

        private int copyMissing(Map<Integer, List<Span>> whole) {
            int copied = 0;
            for (WalArchive twin : all) {
                Optional<WalInventory> there = twin == to ? Optional.empty() : inventory(twin);
                for (StoredPiece piece : there.map(WalInventory::pieces).orElse(List.of())) {
                    List<Span> own =
                            whole.computeIfAbsent(piece.piece().segment().timeline(), none -> new ArrayList<>());
                    Span span = piece.piece().span();
                    if (Span.reach(own, span.from()) < span.to() && copy(twin, piece)) {
                        own.add(span);
                        copied++;
                    }
                }
            }
            return copied;
        }

        private boolean copy(WalArchive twin, StoredPiece piece) {
            try {
                WalSeal.Opened content = twin.read(piece);
                to.put(piece.piece(), content.plain(), content.lastAt());
                return true;
            } catch (DamagedException e) {
                // The twin is healed in its turn.
                return false;
            } catch (IOException e) {
                lost.add(String.valueOf(e.getMessage()));
                return false;
            }
        }

        private int copyHistories(WalInventory own) throws IOException {
            int copied = 0;
            for (WalArchive twin : all) {
                Optional<WalInventory> there = twin == to ? Optional.empty() : inventory(twin);
                for (Map.Entry<Integer, List<String>> one :
                        there.map(WalInventory::histories).orElse(Map.of()).entrySet()) {
                    List<String> mine = own.histories().getOrDefault(one.getKey(), List.of());
                    if (!to.histories().hasWhole(one.getKey(), mine)) {
                        Optional<TimelineHistory> history = twin.histories().of(one.getKey(), one.getValue());
                        if (history.isPresent()) {
                            to.histories().replace(system, history.get(), mine);
                            copied++;
                        }
                    }
                }
            }
            return copied;
        }

        private Optional<WalInventory> inventory(WalArchive of) {
            try {
                return Optional.ofNullable(of.inventories().get(system));
            } catch (IOException e) {
                return Optional.empty();
            }
        }
    }
}
