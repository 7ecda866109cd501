package io.lifeboat.sandbox.host;

import io.lifeboat.sandbox.process.Children;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;

/** One command of an SSH session. Its processes end with its channel. */
final class ShellCommand implements Command {

    private static final Duration LEFTOVERS = Duration.ofSeconds(1);

    private final Path shell;
    private final String command;
    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = OutputStream.nullOutputStream();
    private OutputStream err = OutputStream.nullOutputStream();
    private @Nullable ExitCallback callback;
    private @Nullable Process process;

    ShellCommand(Path shell, String command) {
        this.shell = shell;
        this.command = command;
    }

    @Override
    public void setInputStream(InputStream in) {
        this.in = in;
    }

    @Override
    public void setOutputStream(OutputStream out) {
        this.out = out;
    }

    @Override
    public void setErrorStream(OutputStream err) {
        this.err = err;
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
        this.callback = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of("bash", shell.toString(), "-c", command));
        environment.getEnv().forEach((name, value) -> {
            if (name.startsWith("LIFEBOAT_")) {
                builder.environment().put(name, value);
            }
        });
        Process started = builder.start();
        process = started;
        Thread.ofPlatform().daemon().name("ssh-in").start(() -> {
            try (OutputStream to = started.getOutputStream()) {
                pump(in, to);
            } catch (IOException e) {
                // The command reads no more.
            }
        });
        Thread output = pumping("ssh-out", started.getInputStream(), out);
        Thread errors = pumping("ssh-err", started.getErrorStream(), err);
        Thread.ofPlatform().daemon().name("ssh-exit").start(() -> finish(started, output, errors));
    }

    @Override
    public void destroy(ChannelSession channel) {
        Process running = process;
        if (running != null && running.isAlive()) {
            Children.tree(running).toList().forEach(ProcessHandle::destroyForcibly);
        }
    }

    private void finish(Process ended, Thread output, Thread errors) {
        try {
            int status = ended.waitFor();
            // What the command left in the background may keep its output open for ever.
            output.join(LEFTOVERS);
            errors.join(LEFTOVERS);
            ExitCallback exit = callback;
            if (exit != null) {
                exit.onExit(status);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread pumping(String name, InputStream from, OutputStream to) {
        return Thread.ofPlatform().daemon().name(name).start(() -> {
            try {
                pump(from, to);
            } catch (IOException e) {
                // The other side has gone.
            }
        });
    }

    private static void pump(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[8192];
        int n;
        while ((n = from.read(buffer)) >= 0) {
            to.write(buffer, 0, n);
            to.flush();
        }
    }
}
