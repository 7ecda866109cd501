package io.lifeboat.sandbox.state;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The state of the bot on the host that is copied from. */
interface PrimaryState {

    /** All of it, or an error: what is not listed is not there. */
    List<StateEntry> list() throws IOException;

    /** The content of a file; none if it has gone. */
    Optional<byte[]> get(String path) throws IOException;
}
