package io.lifeboat.backup.repository;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What the file system must be asked for, so that a power cut can't undo it. */
final class Durable {

    private Durable() {}

    /** The names in a folder are its own data: a file is only there after a power cut if its folder was synchronised too. */
    static void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** A folder of files. */
    static void deleteFolder(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
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
