package io.lifeboat.backup.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What the file system must be asked for, so that a power cut can't undo it. */
final class FolderDurability {

    private FolderDurability() {}

    /** The names in a folder are its own data: a file is only there after a power cut if its folder was synchronised too. */
    static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    static void createFolders(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.getParent();
        if (parent != null) {
            createFolders(parent);
        }
        Files.createDirectories(folder);
        if (parent != null && Files.isReadable(parent)) {
            sync(parent);
        }
    }

    /** In words: many exceptions of the file system have the path alone for a message. */
    static String reason(IOException e) {
        String kind = e.getClass().getSimpleName().replace("Exception", "");
        if (e instanceof FileSystemException file) {
            return (file.getReason() == null ? kind : file.getReason()) + " (" + file.getFile() + ")";
        }
        return e.getMessage() == null ? kind : e.getMessage();
    }
}
