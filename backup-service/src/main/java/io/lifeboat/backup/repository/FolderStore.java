package io.lifeboat.backup.repository;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Snapshots in a folder. Survives a power cut: files and their folders are synchronised before the manifest is linked into place. */
public final class FolderStore implements SnapshotStore {

    private final String place;
    private final Path root;

    /** @param root need not exist yet */
    public FolderStore(String place, Path root) {
        this.place = place;
        this.root = root;
    }

    @Override
    public String place() {
        return place;
    }

    @Override
    public SnapshotUpload begin(String group, String snapshot) throws IOException {
        Path folder = folder(group, snapshot);
        try {
            Files.createDirectories(root.resolve(group));
            Files.createDirectory(folder);
            Durable.syncFolder(root.resolve(group));
            return new FolderUpload(place, folder);
        } catch (FileAlreadyExistsException e) {
            throw failed("there is already something at " + folder, e);
        } catch (IOException e) {
            throw failed("can't write to " + folder, e);
        }
    }

    @Override
    public Optional<byte[]> manifest(String group, String snapshot) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(folder(group, snapshot).resolve(Layout.MANIFEST)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failed("can't read the manifest of " + snapshot, e);
        }
    }

    @Override
    public InputStream open(String group, String snapshot) throws IOException {
        try {
            return Files.newInputStream(folder(group, snapshot).resolve(Layout.BODY));
        } catch (IOException e) {
            throw failed("can't read snapshot " + snapshot, e);
        }
    }

    @Override
    public List<String> snapshots(String group) throws IOException {
        return list(group).stream()
                .filter(snapshot -> finished(folder(group, snapshot)))
                .toList();
    }

    @Override
    public List<String> sweep(String group, String before) throws IOException {
        List<String> swept = new ArrayList<>();
        for (String snapshot : list(group)) {
            Path folder = folder(group, snapshot);
            if (snapshot.compareTo(before) < 0 && !finished(folder)) {
                try {
                    Durable.deleteFolder(folder);
                } catch (IOException e) {
                    throw failed("can't remove the unfinished " + snapshot, e);
                }
                swept.add(snapshot);
            }
        }
        return swept;
    }

    private List<String> list(String group) throws IOException {
        Layout.checkGroup(group);
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(root.resolve(group), Files::isDirectory)) {
            folders.forEach(folder -> found.add(folder.getFileName().toString()));
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw failed("can't list " + root.resolve(group), e);
        }
        return found.stream().filter(SnapshotId::isValid).sorted().toList();
    }

    private static boolean finished(Path folder) {
        return Files.isRegularFile(folder.resolve(Layout.MANIFEST), LinkOption.NOFOLLOW_LINKS);
    }

    private Path folder(String group, String snapshot) {
        Layout.check(group, snapshot);
        return root.resolve(group).resolve(snapshot);
    }

    private IOException failed(String what, IOException e) {
        return new IOException("%s: %s: %s".formatted(place, what, Durable.reason(e)), e);
    }
}
