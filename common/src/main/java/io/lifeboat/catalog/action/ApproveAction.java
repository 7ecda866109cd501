package io.lifeboat.catalog.action;

import java.time.Duration;

/**
 * A person of the role approves what the rest of the run will do, or does not.
 *
 * @param people how many different people must approve
 * @param expires no answer by then is a denial, and is escalated
 */
public record ApproveAction(String role, String question, int people, Duration expires) implements Action {}
