package io.lifeboat.backup.image;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Has an image taken, and asks until it is there. */
final class ImageTaker {

    private static final Logger LOG = Logger.getLogger(ImageTaker.class);

    /** Shorter than a job may run, so that it is this that says what it waited for. */
    static final Duration CEILING = Duration.ofMinutes(90);

    static final Duration EVERY = Duration.ofSeconds(15);

    /** A provider may not know yet of what it has begun. */
    static final Duration UNKNOWN_AT_FIRST = Duration.ofMinutes(2);

    private final ImageProvider provider;
    private final Clock clock;
    private final Pause pause;

    ImageTaker(ImageProvider provider, Clock clock, Pause pause) {
        this.provider = provider;
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * @param tags that it was begun with
     * @param lock what keeps it from being deleted
     */
    record Complete(String id, ImageTags tags, String lock) {}

    /**
     * A provider that can't be asked now and then is asked again: the image goes on without us.
     *
     * @throws IOException if it did not become complete; what there is of it is found by its tags, and deleted later
     */
    Complete take(ImageTags tags) throws IOException {
        Instant startedAt = clock.instant();
        ImageProvider.Begun begun = start(tags, startedAt);
        String id = begun.id();
        @Nullable IOException silent = null;
        while (clock.instant().isBefore(startedAt.plus(CEILING))) {
            try {
                switch (provider.state(id)) {
                    case ImageProvider.State.Completed completed -> {
                        return new Complete(id, begun.tags(), completed.lock());
                    }
                    case ImageProvider.State.Pending pending ->
                        LOG.debugf("%s: the image %s is at %d %%", provider.name(), id, pending.percent());
                    case ImageProvider.State.Failed failed ->
                        throw new ImageFailedException(
                                "%s: the image %s has failed: %s".formatted(provider.name(), id, failed.reason()));
                    case ImageProvider.State.Gone gone -> {
                        if (clock.instant().isAfter(startedAt.plus(UNKNOWN_AT_FIRST))) {
                            throw new ImageFailedException(
                                    "%s: the image %s, which was begun, is not there".formatted(provider.name(), id));
                        }
                    }
                }
                silent = null;
            } catch (ImageFailedException e) {
                throw e;
            } catch (IOException e) {
                silent = e;
            }
            await();
        }
        throw new ImageFailedException("%s: the image %s is not complete after %d minutes%s"
                .formatted(provider.name(), id, CEILING.toMinutes(), silent == null ? "" : "; " + silent.getMessage()));
    }

    private ImageProvider.Begun start(ImageTags tags, Instant startedAt) throws IOException {
        while (true) {
            try {
                return provider.start(tags);
            } catch (NotListedYetException e) {
                if (clock.instant().isAfter(startedAt.plus(UNKNOWN_AT_FIRST))) {
                    throw e;
                }
                await();
            }
        }
    }

    private void await() throws InterruptedIOException {
        try {
            pause.pause(EVERY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the image was waited for");
        }
    }
}
