package io.lifeboat.backup.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lifeboat.backup.image.ImageProvider.State;
import io.lifeboat.testing.MutableClock;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageTakerTest {

    private static final Instant NOW = ImageProviderContract.NOW;

    private final MutableClock clock = new MutableClock(NOW);

    @Test
    void shouldAskUntilItIsComplete() throws IOException {
        // given
        Script provider = new Script(new State.Pending(0), new State.Pending(50), new State.Completed("none"));

        // when
        ImageTaker.Complete complete = taker(provider).take(ImageProviderContract.TAGS);

        // then
        assertThat(complete).isEqualTo(new ImageTaker.Complete("image", ImageProviderContract.TAGS, "none"));
        assertThat(clock.instant()).isEqualTo(NOW.plus(ImageTaker.EVERY.multipliedBy(2)));
        assertThat(provider.begun).isEqualTo(1);
    }

    @Test
    void shouldSayWhyItHasFailed() {
        assertThatThrownBy(() -> taker(new Script(new State.Pending(9), new State.Failed("no space")))
                        .take(ImageProviderContract.TAGS))
                .hasMessage("script: the image image has failed: no space");
    }

    @Test
    void shouldNotWaitForEver() {
        assertThatThrownBy(() -> taker(new Script(new State.Pending(99))).take(ImageProviderContract.TAGS))
                .hasMessage("script: the image image is not complete after 90 minutes");
        assertThat(clock.instant()).isEqualTo(NOW.plus(ImageTaker.CEILING));
    }

    /** The provider's parts do not all know at once of what was begun. */
    @Test
    void shouldGiveTheProviderTimeToKnowOfIt() throws IOException {
        assertThat(taker(new Script(new State.Gone(), new State.Completed("none")))
                        .take(ImageProviderContract.TAGS)
                        .id())
                .isEqualTo("image");
        assertThatThrownBy(() -> taker(new Script(new State.Gone())).take(ImageProviderContract.TAGS))
                .hasMessage("script: the image image, which was begun, is not there");
    }

    @Test
    void shouldAskAgainForWhatWasBegunAndIsNotListedYet() throws IOException {
        // given
        Script provider = new Script(new State.Completed("none"));
        provider.unlisted = 2;

        // then
        assertThat(taker(provider).take(ImageProviderContract.TAGS).id()).isEqualTo("image");
        provider.unlisted = Integer.MAX_VALUE;
        assertThatThrownBy(() -> taker(provider).take(ImageProviderContract.TAGS))
                .hasMessage("script does not list it");
    }

    @Test
    void shouldGoOnWhenTheProviderWasAwayAndSaySoWhenItStaysAway() throws IOException {
        // given: a question without an answer
        Script away = new Script(new Script.Away(), new State.Completed("none"));

        // then
        assertThat(taker(away).take(ImageProviderContract.TAGS).id()).isEqualTo("image");
        assertThatThrownBy(() -> taker(new Script(new Script.Away())).take(ImageProviderContract.TAGS))
                .hasMessage("script: the image image is not complete after 90 minutes; script is away");
    }

    @Test
    void shouldEndWhenItIsInterrupted() {
        // given
        ImageTaker taker = new ImageTaker(new Script(new State.Pending(0)), clock, duration -> {
            throw new InterruptedException();
        });

        // then
        assertThatThrownBy(() -> taker.take(ImageProviderContract.TAGS)).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private ImageTaker taker(ImageProvider provider) {
        return new ImageTaker(provider, clock, this::pass);
    }

    private void pass(Duration duration) {
        clock.advance(duration);
    }

    /** Answers in order, and the last for ever. */
    private static final class Script implements ImageProvider {

        private final Deque<Object> answers = new ArrayDeque<>();
        private int begun;
        private int unlisted;

        private record Away() {}

        Script(Object... answers) {
            this.answers.addAll(Arrays.asList(answers));
        }

        @Override
        public String name() {
            return "script";
        }

        @Override
        public Begun start(ImageTags tags) throws IOException {
            begun++;
            if (begun <= unlisted) {
                throw new NotListedYetException("script does not list it");
            }
            return new Begun("image", tags);
        }

        @Override
        public State state(String id) throws IOException {
            Object answer = answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
            if (answer instanceof State state) {
                return state;
            }
            throw new IOException("script is away");
        }

        @Override
        public List<Found> list(String component) {
            return List.of();
        }

        @Override
        public void confirm(String id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void delete(String id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String restore(String id) {
            return "";
        }
    }
}
