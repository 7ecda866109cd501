package io.lifeboat.sandbox;

import io.lifeboat.sandbox.host.HostRuntime;
import io.lifeboat.sandbox.host.MinaHost;
import io.lifeboat.sandbox.process.JavaCommand;
import java.nio.file.Path;
import java.util.List;

/** What the sandbox's machines are, and where. */
public interface Machines {

    /** At which the others reach the machine. */
    String address(String id);

    /** The command, as it is started on the machine. */
    List<String> on(String id, List<String> command);

    /** Where Lifeboat sees the machine's files. */
    Path files(String id, Path root);

    /** Who logs in over SSH. */
    String user(String id);

    /** What makes a machine of the bot one. */
    HostRuntime runtime(String id, JavaCommand java);

    /**
     * Whether other people's programs are used where there are any: then the bot's zone is served by who has made the
     * machines, and nobody but the machine itself speaks to its supervisor.
     */
    boolean real();

    /** All of them are this machine: 127.0.0.0/8 is. Needs no rights and nothing but Java and bash. */
    static Machines here() {
        return new Machines() {
            @Override
            public String address(String id) {
                // An address of its own, so that a name can lead there.
                return id.equals(SandboxLayout.STANDBY) ? "127.0.0.2" : "127.0.0.1";
            }

            @Override
            public List<String> on(String id, List<String> command) {
                return command;
            }

            @Override
            public Path files(String id, Path root) {
                return root;
            }

            @Override
            public String user(String id) {
                return id.equals(SandboxLayout.DATABASE) ? "dbadmin" : "tradingbot";
            }

            @Override
            public HostRuntime runtime(String id, JavaCommand java) {
                return new MinaHost(java);
            }

            @Override
            public boolean real() {
                return false;
            }
        };
    }
}
