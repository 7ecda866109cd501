package io.lifeboat.sandbox.broker;

import java.util.List;

/** Judges what was accepted, without trusting the rule that accepted it. */
final class EpochJudge {

    private EpochJudge() {}

    /** @return how many orders were accepted under a lower epoch than one accepted before */
    static long overlaps(List<Order> inOrderOfAcceptance) {
        long overlaps = 0;
        long highest = Long.MIN_VALUE;
        for (Order order : inOrderOfAcceptance) {
            long epoch = order.request().epoch();
            if (epoch < highest) {
                overlaps++;
            }
            highest = Math.max(highest, epoch);
        }
        return overlaps;
    }
}
