package io.lifeboat.sandbox.host;

import io.lifeboat.sandbox.process.BotPaths;
import io.lifeboat.sandbox.process.Children;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A host as Debian's {@code openssh-server} and {@code supervisor} make it, for tests where they are installed. Only the
 * account that runs it can log in. Has no database.
 */
public final class DebianHost implements HostRuntime {

    private static final Path SSHD = Path.of("/usr/sbin/sshd");
    private static final Path PRIVILEGE_SEPARATION = Path.of("/run/sshd");
    private static final Path SUPERVISORD = Path.of("/usr/bin/supervisord");
    private static final Path SUPERVISORCTL = Path.of("/usr/bin/supervisorctl");

    /** Whose process is there while the machine is on. */
    public static final String PID_FILE = "/var/run/supervisord.pid";

    private final String address;
    private final UnaryOperator<List<String>> on;

    /** This machine. */
    public DebianHost() {
        this("127.0.0.1", command -> command);
    }

    /** @param on a command, as it is started on the host */
    public DebianHost(String address, UnaryOperator<List<String>> on) {
        this.address = address;
        this.on = on;
    }

    public static boolean installed() {
        return Stream.of(SSHD, SUPERVISORD, SUPERVISORCTL).allMatch(Files::isExecutable);
    }

    @Override
    public List<Process> start(HostConfig host, Children children, Path output) {
        Path sshd = host.root().resolve("etc/sshd_config");
        Path supervisord = host.root().resolve("etc/supervisord.conf");
        try {
            Files.writeString(sshd, sshdConfig(host));
            Files.writeString(supervisord, supervisordConfig(host));
            Files.writeString(
                    host.root().resolve("usr/local/bin/supervisorctl"),
                    "#!/bin/bash\nexec " + SUPERVISORCTL + " -c '" + supervisord + "' \"$@\"\n");
        } catch (IOException e) {
            throw new UncheckedIOException("can't configure the host in " + host.root(), e);
        }
        return List.of(
                children.start(
                        on.apply(List.of(SUPERVISORD.toString(), "-n", "-c", supervisord.toString())),
                        host.root(),
                        Map.of(),
                        output),
                children.start(on.apply(sshdCommand(sshd)), host.root(), Map.of(), output));
    }

    /** As root it insists on a folder below /run, which it then gets in a mount namespace of its own. */
    private static List<String> sshdCommand(Path config) {
        List<String> sshd = List.of(SSHD.toString(), "-D", "-e", "-f", config.toString());
        if (Files.isDirectory(PRIVILEGE_SEPARATION)
                || !System.getProperty("user.name").equals("root")) {
            return sshd;
        }
        String mount = "mount -t tmpfs tmpfs /run && mkdir " + PRIVILEGE_SEPARATION + " && exec \"$@\"";
        return Stream.concat(Stream.of("unshare", "--mount", "bash", "-c", mount, "bash"), sshd.stream())
                .toList();
    }

    private String sshdConfig(HostConfig host) {
        return """
                Port %d
                ListenAddress %s
                HostKey "%s"
                AuthorizedKeysFile "%s"
                PidFile "%s"
                PasswordAuthentication no
                KbdInteractiveAuthentication no
                StrictModes no
                UsePAM no
                AcceptEnv LIFEBOAT_*
                ForceCommand '%s'
                """.formatted(
                        host.ssh(),
                        address,
                        host.hostKey(),
                        host.authorizedKeys(),
                        host.root().resolve("var/run/sshd.pid"),
                        host.root().resolve("usr/local/bin/host-shell"));
    }

    private static String supervisordConfig(HostConfig host) {
        BotPaths paths = new BotPaths(host.root());
        StringBuilder text = new StringBuilder("""
                [supervisord]
                logfile=%s
                pidfile=%s
                [inet_http_server]
                port=127.0.0.1:%d
                [rpcinterface:supervisor]
                supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface
                [supervisorctl]
                serverurl=http://127.0.0.1:%d
                """.formatted(
                        paths.log("supervisor/supervisord.log"),
                        host.root().resolve(PID_FILE.substring(1)),
                        host.control(),
                        host.control()));
        for (HostConfig.ProgramConfig program : host.programs()) {
            text.append("""
                    [program:%s]
                    command="%s" %s
                    directory=%s
                    autostart=%b
                    autorestart=false
                    startsecs=2
                    startretries=0
                    stopwaitsecs=3
                    redirect_stderr=true
                    stdout_logfile=%s
                    environment=SANDBOX_LIFELINE="stdin"
                    """.formatted(
                            program.name(),
                            paths.home().resolve("venv/bin/python"),
                            program.script(),
                            paths.home(),
                            program.autostart(),
                            paths.log("supervisor/" + program.name() + ".log")));
        }
        return text.toString();
    }
}
