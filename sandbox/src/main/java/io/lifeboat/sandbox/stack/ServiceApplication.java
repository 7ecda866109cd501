package io.lifeboat.sandbox.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A service as the build leaves it: Quarkus' folder, and beside it one jar that starts it on a flat class path, with the
 * ahead-of-time cache of the classes that a recovery needs. The JVM caches no class of Quarkus' own class loader.
 *
 * <p>The cache fits one build of the JDK and just these jars. Where it does not fit, the JVM says so and starts without.
 */
record ServiceApplication(Path folder) {

    private static final String JAR = "service.jar";
    private static final String CACHE = "app.aot";
    private static final String QUARKUS = "quarkus/quarkus-application.dat";

    static ServiceApplication of(Path home, Service service) {
        return new ServiceApplication(home.resolve(service.id()).resolve("target/quarkus-app"));
    }

    /** What the JVM is told: from the cache if there is one that is newer than the application. */
    List<String> start() {
        return isTrained() ? List.of("-XX:AOTCache=" + CACHE, "-jar", JAR) : List.of("-jar", "quarkus-run.jar");
    }

    /** What the JVM is told so that it writes the cache when it ends. */
    List<String> train() {
        return List.of("-XX:AOTCacheOutput=" + CACHE, "-jar", JAR);
    }

    boolean isTrained() {
        try {
            Path cache = folder.resolve(CACHE);
            return Files.exists(cache)
                    && Files.getLastModifiedTime(cache).compareTo(Files.getLastModifiedTime(folder.resolve(QUARKUS)))
                            > 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** What Quarkus has transformed comes first: it stands for the classes of the same names behind it. */
    void writeJar() throws IOException {
        Files.deleteIfExists(folder.resolve(CACHE));
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, "io.lifeboat.service.ServiceMain");
        attributes.put(Attributes.Name.CLASS_PATH, classPath());
        attributes.putValue("Add-Opens", "java.base/java.lang");
        attributes.putValue("Enable-Native-Access", "ALL-UNNAMED");
        new JarOutputStream(Files.newOutputStream(folder.resolve(JAR)), manifest).close();
    }

    private String classPath() throws IOException {
        List<Path> jars = new ArrayList<>(List.of(
                folder.resolve("quarkus/transformed-bytecode.jar"), folder.resolve("quarkus/generated-bytecode.jar")));
        for (String libraries : List.of("app", "lib/boot", "lib/main")) {
            try (Stream<Path> files = Files.list(folder.resolve(libraries))) {
                files.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(jars::add);
            }
        }
        return jars.stream()
                .filter(Files::exists)
                .map(jar -> folder.relativize(jar).toString())
                .collect(Collectors.joining(" "));
    }
}
