package io.lifeboat.service;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import org.jspecify.annotations.Nullable;

/** Every service's main: what keeps it from starting is said in one line, and in the exit status. */
@QuarkusMain
public final class ServiceMain {

    private ServiceMain() {}

    public static void main(String... arguments) {
        Quarkus.run(null, ServiceMain::exit, arguments);
    }

    private static void exit(Integer status, @Nullable Throwable failure) {
        System.exit(failure == null ? status : explain(StartupFailure.of(failure)));
    }

    private static int explain(StartupFailure startup) {
        System.err.println("can't start: " + startup.reason());
        return startup.exitStatus();
    }
}
