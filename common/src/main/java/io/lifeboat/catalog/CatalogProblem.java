package io.lifeboat.catalog;

/**
 * Something that is wrong in a catalog.
 *
 * @param file relative to the catalog's folder
 * @param line from 1
 * @param message what is wrong, with the offending value and what would be right
 */
public record CatalogProblem(String file, int line, int column, String message) {

    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + message;
    }
}
