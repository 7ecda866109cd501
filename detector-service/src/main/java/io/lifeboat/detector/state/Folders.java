package io.lifeboat.detector.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** What the file system needs besides the files themselves. */
public final class Folders {

    private Folders() {}

    /** Makes a new or renamed file of this folder survive a power cut. */
    public static void sync(@Nullable Path folder) throws IOException {
        if (folder != null) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** The name under which a file that can't be understood is kept. */
    public static Path aside(Path file, Clock clock) {
        return file.resolveSibling(
                file.getFileName() + ".corrupt-" + clock.instant().toEpochMilli());
    }
}
