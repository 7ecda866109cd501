package io.lifeboat.backup.repository;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jboss.logging.Logger;

final class FolderUpload implements SnapshotUpload {

    private static final Logger LOG = Logger.getLogger(FolderUpload.class);

    private final String place;
    private final Path folder;
    private final FileChannel body;
    private boolean committed;

    FolderUpload(String place, Path folder) throws IOException {
        this.place = place;
        this.folder = folder;
        this.body =
                FileChannel.open(folder.resolve(Layout.BODY), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            writeAll(body, ByteBuffer.wrap(bytes, offset, length));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void finishBody() throws IOException {
        try {
            body.force(true);
            body.close();
            Durable.syncFolder(folder);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Written whole under another name, then linked: a link is made once, and never over something. */
    @Override
    public void commit(byte[] manifest) throws IOException {
        Path draft = folder.resolve(Layout.MANIFEST + ".draft");
        try {
            try (FileChannel channel = FileChannel.open(
                    draft, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                writeAll(channel, ByteBuffer.wrap(manifest));
                channel.force(true);
            }
            Files.createLink(folder.resolve(Layout.MANIFEST), draft);
            committed = true;
            Files.delete(draft);
            Durable.syncFolder(folder);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void close() {
        try {
            body.close();
            if (!committed) {
                Durable.deleteFolder(folder);
            }
        } catch (IOException e) {
            LOG.debugf("%s is left for the sweep: %s", folder, e.getMessage());
        }
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private IOException failed(IOException e) {
        return new IOException("%s: can't write to %s: %s".formatted(place, folder, Durable.reason(e)), e);
    }
}
