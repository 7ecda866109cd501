package io.lifeboat.catalog.action;

/** @param resolve whether it says that the trouble is over */
public record PageAction(String role, String text, boolean resolve) implements Action {}
