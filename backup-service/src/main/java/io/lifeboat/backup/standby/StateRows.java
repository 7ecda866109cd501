package io.lifeboat.backup.standby;

import io.lifeboat.event.BackupEvent;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the replicas share. */
interface StateRows {

    /** @param holder who may trade, as far as anybody has heard */
    record Claim(StateKnown known, @Nullable String holder) {}

    /** @return none while another replica looks */
    Optional<Claim> claim(String component, String engine, Instant now, Instant until);

    /**
     * Keeps what is known and publishes the event, both or neither.
     *
     * @return false, and nothing was done, if another replica looks by now
     */
    boolean keep(String component, StateKnown known, @Nullable BackupEvent event);

    /** Another may look at once. */
    void release(String component, Instant now);
}
