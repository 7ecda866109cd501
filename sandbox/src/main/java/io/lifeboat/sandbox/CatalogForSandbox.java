package io.lifeboat.sandbox;

import java.nio.file.Path;

/** The shipped catalog, with the sandbox's machines in place of the real ones. */
@SuppressWarnings("DoNotCallSuggester")
public final class CatalogForSandbox {

    private CatalogForSandbox() {}

    /** Copies the folder, and replaces its {@code hosts.yaml}. */
    public static void write(Sandbox sandbox, Path shipped, Path target) {
        throw new UnsupportedOperationException(sandbox.hosts() + " " + shipped + " " + target);
    }
}
