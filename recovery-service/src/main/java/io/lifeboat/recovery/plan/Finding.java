package io.lifeboat.recovery.plan;

/**
 * One thing that was looked at.
 *
 * @param good whether a run could go on it
 * @param what such as {@code login to standby-server}
 * @param detail what was found, and for what is not good what to do
 */
public record Finding(boolean good, String what, String detail) {}
