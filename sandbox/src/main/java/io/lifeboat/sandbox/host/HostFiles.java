package io.lifeboat.sandbox.host;

import io.lifeboat.sandbox.process.BotPaths;
import io.lifeboat.sandbox.process.JavaCommand;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** What is installed on every host: its shell and supervisorctl, and the bot's programs and scripts under the plan's paths. */
public final class HostFiles {

    private static final List<String> SCRIPTS = List.of(
            "switch_mt5_account.sh",
            "test_trade.sh",
            "activate_standby.sh",
            "rebuild_standby_database.sh",
            "send_state.sh",
            "rotate_all_credentials.sh");
    private static final List<String> PROGRAMS =
            List.of("run_api_server.py", "run_engine.py", "run_mt5_connector.py", "run_state_sync.py");

    private static final List<String> BIN = List.of(
            "host-shell",
            "supervisorctl",
            "systemctl",
            "pg_amcheck",
            "pg_basebackup",
            "pg_follows",
            "python",
            "pip",
            "ufw",
            "apt",
            "lynis");

    private HostFiles() {}

    public static void install(BotPaths paths, JavaCommand java, int control) throws IOException {
        Path bin = paths.root().resolve("usr/local/bin");
        Path home = paths.home();
        for (Path folder : List.of(
                bin,
                home.resolve("config"),
                home.resolve("scripts"),
                home.resolve("state"),
                home.resolve("venv/bin"),
                paths.root().resolve("etc"),
                paths.root().resolve("home/tradingbot"),
                paths.root().resolve("var/backups/forex-trading-bot"),
                paths.root().resolve("var/run"),
                paths.log("forex-trading-bot"),
                paths.log("supervisor"))) {
            Files.createDirectories(folder);
        }
        for (String name : BIN) {
            executable(name, bin.resolve(name));
        }
        executable("python", home.resolve("venv/bin/python"));
        executable("pip", home.resolve("venv/bin/pip"));
        copy("activate", home.resolve("venv/bin/activate"));
        for (String script : SCRIPTS) {
            executable(script, home.resolve("scripts").resolve(script));
        }
        for (String program : PROGRAMS) {
            copy(program, home.resolve(program));
        }
        libraries(home, java);
        Path packages = Files.createDirectories(paths.root().resolve("var/lib/apt"));
        Files.writeString(packages.resolve("upgradable"), "openssl\nlibssl3\n");
        Files.writeString(paths.root().resolve("var/run/supervisor.port"), control + "\n");
    }

    /** {@code requirements.txt} is what the bot needs; {@code venv/libraries} is where it is on this machine. */
    private static void libraries(Path home, JavaCommand java) throws IOException {
        List<Path> jars = java.classPath().stream()
                .filter(entry -> entry.toString().endsWith(".jar"))
                .toList();
        Files.write(
                home.resolve("requirements.txt"),
                jars.stream().map(jar -> jar.getFileName().toString()).toList());
        Files.write(
                home.resolve("venv/libraries"),
                jars.stream().map(Path::toString).toList());
        Files.writeString(home.resolve("venv/java"), java.java() + "\n");
        Files.writeString(home.resolve("venv/java.args"), java.argumentFile());
    }

    private static void executable(String resource, Path target) throws IOException {
        copy(resource, target);
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void copy(String resource, Path target) throws IOException {
        try (InputStream in = resource(resource)) {
            Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** One of the programs that lie beside this class; the caller closes it. */
    public static InputStream resource(String name) throws IOException {
        InputStream in = HostFiles.class.getResourceAsStream(name);
        if (in == null) {
            throw new IOException("the resource " + name + " is missing from the sandbox");
        }
        return in;
    }
}
