package io.lifeboat.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * A file of the catalog, with where each of its values stands.
 *
 * @param file its name, relative to the catalog's folder
 * @param text all of it, as it was read
 * @param positions by JSON Pointer
 */
record YamlDocument(String file, String text, JsonNode json, Map<String, Position> positions) {

    /** Both from 1. */
    record Position(int line, int column) {
        static final Position START = new Position(1, 1);
    }

    /** Where this value stands; if it is not there, where what should hold it stands. */
    Position position(String pointer) {
        for (String at = pointer; ; at = at.substring(0, at.lastIndexOf('/'))) {
            Position position = positions.get(at);
            if (position != null) {
                return position;
            }
            if (at.isEmpty()) {
                return Position.START;
            }
        }
    }
}
