package io.lifeboat.backup.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lifeboat.backup.image.ImageProvider.Begun;
import io.lifeboat.backup.image.ImageProvider.Found;
import io.lifeboat.backup.image.ImageProvider.State;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every provider of images does. */
abstract class ImageProviderContract {

    static final Instant NOW = Instant.parse("2026-03-01T04:00:00Z");

    static final ImageTags TAGS =
            new ImageTags("system-images", "20260301T040000000Z-0000000a", "job-1", List.of("r1", "r2"));
    private static final ImageTags AGAIN =
            new ImageTags("system-images", "20260301T041500000Z-0000000c", "job-1", List.of("r1"));
    private static final ImageTags LATER =
            new ImageTags("system-images", "20260308T040000000Z-0000000b", "job-2", List.of("r1"));
    private static final int POLLS = 20;

    abstract ImageProvider provider() throws IOException;

    /** Of a server that there is not. */
    abstract ImageProvider ofNothing() throws IOException;

    abstract String unknown();

    @Test
    void shouldCompleteWhatWasBegunAndFindItByItsTags() throws IOException {
        // given
        ImageProvider provider = provider();

        // when
        String id = provider.start(TAGS).id();

        // then
        assertThat(settled(provider, id)).isEqualTo(new State.Completed("none"));
        assertThat(provider.list("system-images")).containsExactly(new Found(id, TAGS, false, NOW));
        assertThat(provider.restore(id)).contains(id);
    }

    @Test
    void shouldTakeOneImageForARequestHoweverOftenItComes() throws IOException {
        // given
        ImageProvider provider = provider();
        Begun begun = provider.start(TAGS);

        // when: the one who asked has crashed, and knows nothing of it
        Begun again = provider.start(AGAIN);

        // then
        assertThat(begun.tags()).isEqualTo(TAGS);
        assertThat(again).isEqualTo(begun);
        assertThat(provider.start(LATER).id()).isNotEqualTo(begun.id());
        assertThat(provider.list("system-images")).extracting(Found::tags).containsExactly(TAGS, LATER);
    }

    @Test
    void shouldListTheComponentsOwnAlone() throws IOException {
        // given
        ImageProvider provider = provider();
        provider.start(TAGS);

        // then
        assertThat(provider.list("other-images")).isEmpty();
    }

    @Test
    void shouldNoteThatASnapshotIsCommitted() throws IOException {
        // given
        ImageProvider provider = provider();
        String id = provider.start(TAGS).id();

        // when
        provider.confirm(id);
        provider.confirm(id);

        // then
        assertThat(provider.list("system-images")).containsExactly(new Found(id, TAGS, true, NOW));
    }

    @Test
    void shouldDeleteAndNotMindWhatIsGoneAlready() throws IOException {
        // given
        ImageProvider provider = provider();
        String id = provider.start(TAGS).id();
        String other = provider.start(LATER).id();
        settled(provider, other);

        // when
        provider.delete(id);
        provider.delete(id);
        provider.delete(unknown());

        // then
        assertThat(provider.state(id)).isEqualTo(new State.Gone());
        assertThat(provider.list("system-images")).extracting(Found::id).containsExactly(other);
        assertThat(provider.state(other)).isInstanceOf(State.Completed.class);
    }

    @Test
    void shouldNotKnowWhatWasNeverBegun() throws IOException {
        assertThat(provider().state(unknown())).isEqualTo(new State.Gone());
        assertThat(provider().list("system-images")).isEmpty();
    }

    @Test
    void shouldRefuseAServerThatIsNotThere() throws IOException {
        // given
        ImageProvider provider = ofNothing();

        // then
        assertThatThrownBy(() -> provider.start(TAGS))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(provider.name() + ": ");
        assertThat(provider.list("system-images")).isEmpty();
    }

    static State settled(ImageProvider provider, String id) throws IOException {
        State state = provider.state(id);
        for (int i = 0; i < POLLS && state instanceof State.Pending; i++) {
            state = provider.state(id);
        }
        return state;
    }
}
