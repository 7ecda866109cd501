package io.lifeboat.backup.snapshot;

import java.nio.file.Path;

/**
 * A path of a host, and where that is from here.
 *
 * @param path absolute, on the host
 */
record SourcePath(String host, String path, Path here) {

    SourcePath child(Path file) {
        return new SourcePath(host, path + "/" + file.getFileName(), file);
    }

    String describe() {
        return host + ":" + path;
    }
}
