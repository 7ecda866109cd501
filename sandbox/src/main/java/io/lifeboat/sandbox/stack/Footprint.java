package io.lifeboat.sandbox.stack;

import java.util.List;

/** What a service may take of the machine that it runs on. */
public enum Footprint {
    /** For a whole bot, its broker and all services on one machine: little memory, and no time spent on compiling well. */
    SMALL,

    /** The same for one that computes much. */
    COMPUTING,

    /** As the images are shipped, in a pod with the manifests' limit of memory. */
    SHIPPED;

    List<String> flags() {
        return switch (this) {
            case SMALL -> List.of("-Xmx96m", "-XX:TieredStopAtLevel=1");
            case COMPUTING -> List.of("-Xmx192m");
            case SHIPPED -> List.of("-Xmx256m");
        };
    }
}
