package io.lifeboat.sandbox;

import java.io.IOException;
import java.nio.file.Path;

/** Keys for tests of other packages. */
public final class TestKeys {

    private TestKeys() {}

    /** @return the public key */
    public static String create(Path file) throws IOException {
        return SandboxKeys.create(file);
    }
}
