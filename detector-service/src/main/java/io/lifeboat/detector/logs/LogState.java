package io.lifeboat.detector.logs;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How far a log was read and what its lines amount to, saved together: a line is in both or in neither. */
record LogState(@Nullable LogPosition position, Map<String, Counted> counted) {}
