package io.lifeboat.backup.snapshot;

import io.lifeboat.backup.database.Tablespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Puts what is staged into the targets' places. A database with tablespaces takes several places, of which a server must
 * never see some old and some new: so its data folder is put aside first, and its successor comes last. A crash in between
 * leaves no data folder, on which no server starts; the same restore, done again, ends it.
 */
final class Swap {

    /** What a server looks for first, under the name that it has where none may start. */
    static final String BLOCKED = "PG_VERSION.kept";

    private final String snapshot;
    private final boolean reachesOut;
    private final List<String> replaced = new ArrayList<>();

    /** @param reachesOut whether a server on what is put aside could write to what is restored, by its WAL */
    Swap(String snapshot, boolean reachesOut) {
        this.snapshot = snapshot;
        this.reachesOut = reachesOut;
    }

    /** @return where what was there is kept */
    List<String> all(List<Target> targets) throws IOException {
        List<Target> tablespaces = targets.stream().filter(Target::tablespace).toList();
        for (Target target : targets) {
            if (target.database() && !tablespaces.isEmpty()) {
                cluster(target, tablespaces);
            } else if (!target.tablespace()) {
                step(target, () -> target.swap(snapshot).ifPresent(replaced::add));
            }
        }
        return List.copyOf(replaced);
    }

    private interface Step {
        void run() throws IOException;
    }

    private void cluster(Target data, List<Target> tablespaces) throws IOException {
        step(data, () -> {
            Optional<Path> aside = data.putAside(snapshot);
            if (aside.isPresent()) {
                replaced.add(data.describe(aside.get()));
                block(aside.get());
            }
            for (Target one : tablespaces) {
                step(one, () -> tablespace(one, aside));
            }
            data.place();
        });
    }

    private void block(Path data) throws IOException {
        Path version = data.resolve("PG_VERSION");
        if (reachesOut && Files.exists(version, LinkOption.NOFOLLOW_LINKS)) {
            Files.move(version, data.resolve(BLOCKED));
        }
    }

    private void tablespace(Target target, Optional<Path> data) throws IOException {
        Optional<Path> aside = target.putAside(snapshot);
        if (aside.isPresent()) {
            replaced.add(target.describe(aside.get()));
        }
        if (data.isPresent() && target.kind() instanceof Target.Kind.Tablespace kind) {
            leadTo(data.get(), kind.location(), aside.map(one -> kept(one, kind.location())));
        }
        target.place();
    }

    /** The location of what is kept, as the server names it. */
    private static Path kept(Path aside, String location) {
        return Path.of(location).resolve(aside.resolveSibling("").getFileName());
    }

    /** The kept data folder must not lead to what is restored: whoever starts a server on it would spoil that. */
    private static void leadTo(Path data, String location, Optional<Path> kept) throws IOException {
        Path links = data.resolve(Tablespace.LINKS);
        if (!Files.isDirectory(links, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> found = Files.list(links)) {
            all = found.filter(Files::isSymbolicLink).toList();
        }
        for (Path link : all) {
            if (Files.readSymbolicLink(link).equals(Path.of(location))) {
                Files.delete(link);
                if (kept.isPresent()) {
                    Files.createSymbolicLink(link, kept.get());
                    Ownership.like(links, link);
                }
            }
        }
    }

    private void step(Target target, Step step) throws IOException {
        try {
            step.run();
        } catch (NotReplacedException e) {
            throw e;
        } catch (IOException e) {
            throw new NotReplacedException(
                    "%s was not replaced: %s; replaced already: %s".formatted(target.name(), e, replaced), e);
        }
    }

    private static final class NotReplacedException extends IOException {
        private static final long serialVersionUID = 1L;

        NotReplacedException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
