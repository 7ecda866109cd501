package io.lifeboat.detector.logs;

import java.time.LocalDate;

/**
 * How far a log was read.
 *
 * @param day which day's file, for a log with a new name each day
 * @param fileKey the file itself, under whatever name it may be now
 * @param offset in bytes: the beginning of the first line that was not complete
 * @param head of what the file began with
 * @param skipping whether the offset is within a line that is too long
 */
record LogPosition(LocalDate day, String fileKey, long offset, Head head, boolean skipping) {}
