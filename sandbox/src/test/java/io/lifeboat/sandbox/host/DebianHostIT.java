package io.lifeboat.sandbox.host;

import io.lifeboat.sandbox.process.JavaCommand;
import org.junit.jupiter.api.condition.EnabledIf;

/** The same on Debian's own daemons, where they are installed. */
@EnabledIf("io.lifeboat.sandbox.host.DebianHost#installed")
class DebianHostIT extends HostContract {

    @Override
    HostRuntime runtime(JavaCommand java) {
        return new DebianHost();
    }

    @Override
    String user() {
        return System.getProperty("user.name");
    }
}
