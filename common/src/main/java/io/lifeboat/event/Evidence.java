package io.lifeboat.event;

import java.time.Instant;

/**
 * One thing that was seen, and by whom: what a scenario rests on.
 *
 * @param symptom the symptom's id in the catalog
 * @param source the probe or log that saw it, by its id in the catalog
 * @param vantage where it was seen from
 * @param since when it was first seen, this time round
 * @param detail what was seen, in words for a person: a status, an error, the matching log line
 */
public record Evidence(String symptom, String source, String vantage, Instant since, String detail) {}
