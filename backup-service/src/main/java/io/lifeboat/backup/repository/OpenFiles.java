package io.lifeboat.backup.repository;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Files that are written in pieces: the newest few stay open, because opening one costs more than a piece does. */
final class OpenFiles implements AutoCloseable {

    private static final int MOST = 64;

    private final Map<Path, FileChannel> open = new LinkedHashMap<>(16, 0.75f, true);

    FileChannel get(Path path) throws IOException {
        FileChannel there = open.get(path);
        if (there != null) {
            return there;
        }
        if (open.size() == MOST) {
            Iterator<FileChannel> eldest = open.values().iterator();
            eldest.next().close();
            eldest.remove();
        }
        FileChannel opened =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        open.put(path, opened);
        return opened;
    }

    @Override
    public void close() throws IOException {
        for (FileChannel one : open.values()) {
            one.close();
        }
    }
}
