package io.lifeboat.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.client.channel.ChannelExec;

/**
 * A channel that knows whether its command was sent. It can be given up before that, and then never sends it: a server
 * that opens the channel too late must not run a command that was reported as not started.
 */
final class ExecOnce extends ChannelExec {

    private enum Request {
        WAITING,
        SENT,
        GIVEN_UP
    }

    private final AtomicReference<Request> request = new AtomicReference<>(Request.WAITING);

    ExecOnce(String command) {
        super(command.getBytes(StandardCharsets.UTF_8), null, Map.of());
    }

    @Override
    protected void doOpen() throws IOException {
        if (!request.compareAndSet(Request.WAITING, Request.SENT)) {
            throw new IOException("the command was given up before the channel opened");
        }
        super.doOpen();
    }

    /** True if the command was not sent, and now never is. */
    boolean giveUp() {
        return request.compareAndSet(Request.WAITING, Request.GIVEN_UP) || request.get() == Request.GIVEN_UP;
    }
}
