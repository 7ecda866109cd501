package io.lifeboat.catalog.action;

/** A person of the role does something and says how it went. */
public record ManualAction(String role, String question) implements Action {}
