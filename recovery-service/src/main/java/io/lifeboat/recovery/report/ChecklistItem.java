package io.lifeboat.recovery.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the plan's checklist.
 *
 * @param number from 1, in the plan's order
 * @param text in the plan's words
 * @param at when it was ticked; none while it is open
 * @param by who or what has ticked it, or what it waits for
 */
public record ChecklistItem(
        int number, String text, @Nullable Instant at, String by) {}
