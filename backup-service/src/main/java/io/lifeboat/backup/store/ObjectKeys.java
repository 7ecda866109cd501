package io.lifeboat.backup.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a key may be. Nothing else becomes part of a path, so that none can lead out of its store. */
public final class ObjectKeys {

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*");
    private static final int LONGEST = 512;

    private ObjectKeys() {}

    public static String check(String key) {
        if (key.length() > LONGEST || !KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("'" + key + "' is no key of an object");
        }
        return key;
    }

    /** A prefix is a folder: empty, or a key and a slash. */
    public static String checkPrefix(String prefix) {
        if (!prefix.isEmpty()) {
            if (!prefix.endsWith("/")) {
                throw new IllegalArgumentException("'" + prefix + "' is no folder of objects");
            }
            check(prefix.substring(0, prefix.length() - 1));
        }
        return prefix;
    }

    /** Every page. */
    public static List<ObjectStore.Head> all(ObjectStore store, String prefix) throws IOException {
        List<ObjectStore.Head> all = new ArrayList<>();
        @Nullable String after = null;
        while (true) {
            ObjectStore.Page page = store.list(prefix, after);
            all.addAll(page.objects());
            if (!page.more() || page.objects().isEmpty()) {
                return all;
            }
            after = page.objects().getLast().key();
        }
    }
}
