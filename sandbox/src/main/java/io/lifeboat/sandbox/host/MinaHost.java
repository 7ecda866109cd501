package io.lifeboat.sandbox.host;

import io.lifeboat.sandbox.process.Children;
import io.lifeboat.sandbox.process.JavaCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A host as one JVM: Apache MINA SSHD and our supervisor. Needs nothing but Java and bash. */
public final class MinaHost implements HostRuntime {

    private final JavaCommand java;

    public MinaHost(JavaCommand java) {
        this.java = java;
    }

    @Override
    public List<Process> start(HostConfig host, Children children, Path output) {
        return List.of(children.start(
                java.argv(HostMain.class, HostConfig.file(host.root()).toString()), host.root(), Map.of(), output));
    }
}
