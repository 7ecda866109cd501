package io.lifeboat.sandbox.host;

import io.lifeboat.sandbox.process.Children;
import java.nio.file.Path;
import java.util.List;

/** What makes a folder with {@link HostFiles} a host: an SSH server and a supervisor. */
public interface HostRuntime {

    /**
     * Returns before the host answers.
     *
     * @param children whose end is the host's end
     * @param output where its processes' output is appended to
     * @return the processes without which the host is none
     */
    List<Process> start(HostConfig host, Children children, Path output);
}
