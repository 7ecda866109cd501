package io.lifeboat.backup.repository;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * A part of a file, the next after the one before.
 *
 * @param frame index in the manifest's frames
 * @param offset in the frame's plain bytes
 * @param length in bytes
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
@JsonPropertyOrder({"frame", "offset", "length"})
public record Extent(int frame, int offset, int length) {}
