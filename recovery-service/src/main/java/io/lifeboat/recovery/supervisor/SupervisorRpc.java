package io.lifeboat.recovery.supervisor;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** supervisord over HTTP or its unix socket. Each call waits until the program is where it should be. */
public final class SupervisorRpc {

    private static final int ALREADY_STARTED = 60;
    private static final int NOT_RUNNING = 70;
    private static final int LONGEST = 1024 * 1024;

    private final String url;
    private final String authorization;
    private final Duration within;

    /**
     * @param url {@code http://…/RPC2} or {@code unix:/path}
     * @param user empty where it asks for none
     */
    public SupervisorRpc(String url, String user, String password, Duration within) {
        this.url = url;
        this.authorization = user.isEmpty()
                ? ""
                : "Basic "
                        + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        this.within = within;
    }

    /** A program that runs already is started. */
    public void start(String program) throws IOException, InterruptedException {
        done("supervisor.startProcess", program, ALREADY_STARTED);
    }

    /** A program that does not run is stopped. */
    public void stop(String program) throws IOException, InterruptedException {
        done("supervisor.stopProcess", program, NOT_RUNNING);
    }

    /** Such as {@code RUNNING, STOPPED, FATAL}. */
    public String state(String program) throws IOException, InterruptedException {
        return XmlRpc.answer(send(XmlRpc.call("supervisor.getProcessInfo", program)), "statename");
    }

    private void done(String method, String program, int already) throws IOException, InterruptedException {
        try {
            XmlRpc.answer(send(XmlRpc.call(method, program, true)), null);
        } catch (SupervisorFaultException e) {
            if (e.code() != already) {
                throw e;
            }
        }
    }

    private byte[] send(byte[] body) throws IOException, InterruptedException {
        return url.startsWith("unix:") ? overSocket(url.substring("unix:".length()), body) : overHttp(body);
    }

    private byte[] overHttp(byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .timeout(within)
                .header("Content-Type", "text/xml")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(within)
                .build()) {
            HttpResponse<byte[]> answer = client.send(
                    request.build(),
                    HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), LONGEST));
            if (answer.statusCode() != 200) {
                throw new IOException("status " + answer.statusCode());
            }
            return answer.body();
        }
    }

    /** The caller's time limit interrupts this: a channel closes when its thread is interrupted. */
    private byte[] overSocket(String path, byte[] body) throws IOException {
        String head = "POST /RPC2 HTTP/1.0\r\nHost: localhost\r\nContent-Type: text/xml\r\nContent-Length: "
                + body.length + (authorization.isEmpty() ? "" : "\r\nAuthorization: " + authorization) + "\r\n\r\n";
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(path));
            write(channel, head.getBytes(StandardCharsets.US_ASCII));
            write(channel, body);
            byte[] answer = Channels.newInputStream(channel).readNBytes(LONGEST);
            return body(answer);
        }
    }

    private static void write(SocketChannel channel, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private static byte[] body(byte[] answer) throws IOException {
        String text = new String(answer, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        @Nullable String status = text.lines().findFirst().orElse(null);
        if (end < 0 || status == null || !status.matches("HTTP/1\\.[01] 200.*")) {
            throw new IOException("the answer is " + (status == null ? "empty" : "'" + status + "'"));
        }
        return java.util.Arrays.copyOfRange(answer, end + 4, answer.length);
    }
}
