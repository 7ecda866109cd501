package io.lifeboat.recovery.action;

/**
 * What an act has said.
 *
 * @param sha256 of all of it, in hex
 * @param tail its last lines
 */
public record Output(String sha256, String tail) {}
