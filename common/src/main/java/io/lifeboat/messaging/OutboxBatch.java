package io.lifeboat.messaging;

import io.lifeboat.messaging.OutboxStore.Pending;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Splits what is pending into waves: one event of each key a wave, so that a key's next event leaves only after the last was acknowledged. */
final class OutboxBatch {

    private final Map<String, Deque<Pending>> byKey = new LinkedHashMap<>();

    OutboxBatch(List<Pending> pending) {
        for (Pending one : pending) {
            byKey.computeIfAbsent(key(one), k -> new ArrayDeque<>()).add(one);
        }
    }

    /** Takes the next event of every key; empty at the end. */
    List<Pending> nextWave() {
        List<Pending> wave = new ArrayList<>();
        for (Deque<Pending> queue : byKey.values()) {
            Pending head = queue.poll();
            if (head != null) {
                wave.add(head);
            }
        }
        return wave;
    }

    /** An event was not acknowledged: nothing behind it may overtake it. */
    void hold(Pending failed) {
        byKey.remove(key(failed));
    }

    private static String key(Pending pending) {
        return pending.envelope().event().key();
    }
}
