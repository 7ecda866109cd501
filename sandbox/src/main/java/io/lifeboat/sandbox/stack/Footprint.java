package io.lifeboat.sandbox.stack;

import java.util.List;

/** What a service may take of the machine that it runs on. */
public enum Footprint {
    /** For a whole bot, its broker and all services on one machine: little memory, and no time spent on compiling well. */
    SMALL(List.of("-Xmx96m", "-XX:TieredStopAtLevel=1")),

    /** The same for one that computes much. */
    COMPUTING(List.of("-Xmx192m")),

    /** As the images are shipped, in a pod with the manifests' limit of memory. */
    SHIPPED(List.of("-Xmx256m"));

    private final List<String> flags;

    Footprint(List<String> flags) {
        this.flags = flags;
    }

    List<String> flags() {
        return flags;
    }
}
