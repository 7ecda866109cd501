package io.lifeboat.backup.store;

import java.io.IOException;

/** Something else lies under this key. */
public final class ObjectExistsException extends IOException {

    public ObjectExistsException(String store, String key) {
        super("%s: there is already something else at %s".formatted(store, key));
    }
}
