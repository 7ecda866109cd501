package io.lifeboat.detector.scenario;

import io.lifeboat.detector.scenario.ScenarioJudge.Judgement;
import io.lifeboat.detector.scenario.ScenarioState.Open;
import io.lifeboat.detector.scenario.Verdict.Reason;
import io.lifeboat.event.Evidence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a detector may say that is cut off itself. Where not even that answers which has nothing to do with the bot, the
 * silence of the bot's machines says nothing about them: nothing is detected, and what is there stays as it was. That
 * something is well again can be seen from anywhere, and counts.
 */
final class Abstention {

    private Abstention() {}

    /** @param references the sources that are asked for nothing but this; without any the detector is never cut off */
    static boolean applies(Set<String> references, List<Evidence> present) {
        Set<String> lost = present.stream().map(Evidence::source).collect(Collectors.toSet());
        return !references.isEmpty() && lost.containsAll(references);
    }

    /** Times are not kept: how long a need is met counts from when the detector sees again. */
    static Judgement of(Judgement judged, Map<String, ScenarioState> previous) {
        List<Verdict> verdicts = new ArrayList<>();
        Map<String, ScenarioState> states = new LinkedHashMap<>();
        for (Verdict verdict : judged.verdicts()) {
            boolean seen = verdict instanceof Verdict.Cleared cleared && isSeen(cleared.reason());
            verdicts.add(seen ? verdict : new Verdict.Nothing(verdict.scenario(), Reason.CUT_OFF));
            if (!seen && previous.get(verdict.scenario()) instanceof Open open) {
                states.put(verdict.scenario(), open);
            }
        }
        return new Judgement(verdicts, states, Optional.empty());
    }

    private static boolean isSeen(Reason reason) {
        return reason == Reason.NEED_NOT_MET || reason == Reason.NOT_IN_CATALOG;
    }
}
