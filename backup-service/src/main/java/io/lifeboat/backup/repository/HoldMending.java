package io.lifeboat.backup.repository;

import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.retention.Hold;
import io.lifeboat.backup.store.ObjectStore;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A hold that can't be read is put back from a twin; where nobody has it, it holds until somebody releases it. */
final class HoldMending {

    private final List<Repository> all;

    HoldMending(List<Repository> all) {
        this.all = List.copyOf(all);
    }

    void mend(Repository to, Instant now) throws IOException {
        for (String key : Holds.keys(to)) {
            Optional<ObjectStore.Stored> stored = to.store().get(key);
            if (stored.isPresent() && !isGood(key, stored.get())) {
                byte[] good = fromTwin(to, key).orElseGet(() -> unknown(key, now));
                to.store().replace(key, good, stored.get().tag());
            }
        }
    }

    private Optional<byte[]> fromTwin(Repository to, String key) throws IOException {
        for (Repository other : all) {
            if (other != to) {
                Optional<ObjectStore.Stored> stored = other.store().get(key);
                if (stored.isPresent() && isGood(key, stored.get())) {
                    return Optional.of(stored.get().bytes());
                }
            }
        }
        return Optional.empty();
    }

    private static byte[] unknown(String key, Instant now) {
        String[] parts = key.split("[/.]", -1);
        String snapshot = "all".equals(parts[2]) ? null : parts[2];
        Hold hold = new Hold(snapshot, "repo heal", "a hold that can't be read any more", now, null);
        try {
            return CheckedJson.write(new Holds.HoldFile(Holds.HoldFile.FORMAT, parts[1], snapshot, List.of(hold)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isGood(String key, ObjectStore.Stored stored) throws IOException {
        try {
            return Holds.read(stored).isFor(key);
        } catch (DamagedException e) {
            return false;
        }
    }
}
