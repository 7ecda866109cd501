package io.lifeboat.recovery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Every setting of the recovery service; {@code docs/operations.md} says what each is for. */
@ConfigMapping(prefix = "lifeboat.recovery")
public interface RecoveryConfig {

    /** What an operator shows to change anything over REST. Without it nobody can. */
    Optional<String> operatorToken();

    /** The people who may change anything, each with a token of their own: {@code NAME ROLE[,ROLE…] SHA-256} a line. */
    Optional<Path> people();

    /** How long a run stays with an instance that gives no sign of life. */
    @WithDefault("4s")
    Duration lease();

    /** How often leases are renewed, and runs without an owner looked for. */
    @WithDefault("500ms")
    Duration lookEvery();

    /** How long to wait before a step's {@code verify} is asked again, after a crash or a lost connection. */
    @WithDefault("1s")
    Duration verifyEvery();

    /** Where this instance keeps what must hold without its database: the automation's kill switch. */
    @WithDefault("state/recovery-service")
    Path state();
}
