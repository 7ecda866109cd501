package io.lifeboat.ssh;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.sshd.agent.common.AbstractAgentProxy;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/** An ssh-agent behind its unix socket: it signs with keys that never leave it. MINA's own client needs a native library, this one the JDK alone. */
final class SocketAgent extends AbstractAgentProxy {

    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(3);

    /** More than this is no answer of an agent. */
    private static final int LONGEST = 1 << 20;

    private final SocketChannel socket;

    /** @throws IOException if nobody listens there */
    @SuppressWarnings("NullAway") // it runs nothing on threads of its own
    SocketAgent(Path at) throws IOException {
        super(null);
        try {
            socket = SocketChannel.open(UnixDomainSocketAddress.of(at));
        } catch (IOException e) {
            throw new IOException("no ssh-agent listens at " + at + ": " + e.getMessage(), e);
        }
        socket.configureBlocking(false);
    }

    @Override
    protected synchronized Buffer request(Buffer buffer) throws IOException {
        long deadline = System.nanoTime() + ANSWERS_WITHIN.toNanos();
        transfer(ByteBuffer.wrap(buffer.array(), buffer.rpos(), buffer.available()), SelectionKey.OP_WRITE, deadline);
        ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);
        transfer(length, SelectionKey.OP_READ, deadline);
        int size = length.flip().getInt();
        if (size < 1 || size > LONGEST) {
            throw new IOException("the ssh-agent answers with " + size + " bytes, which is no answer");
        }
        ByteBuffer answer = ByteBuffer.allocate(size);
        transfer(answer, SelectionKey.OP_READ, deadline);
        return new ByteArrayBuffer(answer.array());
    }

    private void transfer(ByteBuffer bytes, int way, long deadline) throws IOException {
        try (Selector selector = Selector.open()) {
            socket.register(selector, way);
            while (bytes.hasRemaining()) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0 || selector.select(left) == 0) {
                    throw new SocketTimeoutException("the ssh-agent does not answer");
                }
                selector.selectedKeys().clear();
                int moved = way == SelectionKey.OP_READ ? socket.read(bytes) : socket.write(bytes);
                if (moved < 0) {
                    throw new EOFException("the ssh-agent has closed the connection");
                }
            }
        }
    }

    @Override
    public boolean isOpen() {
        return socket.isOpen();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        super.close();
    }
}
