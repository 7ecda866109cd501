package io.lifeboat.catalog;

import java.nio.file.Path;

/** Reads a catalog's folder. */
public final class CatalogLoader {

    private CatalogLoader() {}

    /**
     * Reads every file, and either all of the catalog is good or none of it is used.
     *
     * @throws CatalogException with every problem that there is
     */
    @SuppressWarnings("DoNotCallSuggester")
    public static Catalog load(Path folder) {
        throw new UnsupportedOperationException("the loader of " + folder);
    }
}
