package io.lifeboat.sandbox.process;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls of a small JSON service. */
public final class HttpCall {

    private HttpCall() {}

    /** What came back. */
    public record Answer(int status, ObjectNode body) {}

    public static Answer get(String url, Duration within) throws IOException {
        return call("GET", url, null, within, Map.of());
    }

    public static Answer post(String url, @Nullable ObjectNode body, Duration within) throws IOException {
        return call("POST", url, body, within, Map.of());
    }

    /** @throws IOException if there was no answer: whether the request arrived is unknown then */
    public static Answer call(
            String method, String url, @Nullable ObjectNode body, Duration within, Map<String, String> headers)
            throws IOException {
        HttpURLConnection connection = open(url, within);
        try {
            connection.setRequestMethod(method);
            headers.forEach(connection::setRequestProperty);
            if (method.equals("POST")) {
                byte[] bytes = body == null ? new byte[0] : Json.bytes(body);
                connection.setDoOutput(true);
                connection.setFixedLengthStreamingMode(bytes.length);
                connection.setRequestProperty("Content-Type", "application/json");
                connection.getOutputStream().write(bytes);
            }
            int status = connection.getResponseCode();
            InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream();
            String text = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(status, text.isBlank() ? Json.object() : Json.read(text));
        } catch (IOException e) {
            connection.disconnect();
            throw e;
        }
    }

    /** The lines of an answer that goes on. The reader ends the connection when it is closed. */
    public static BufferedReader lines(String url, Duration silence) throws IOException {
        HttpURLConnection connection = open(url, silence);
        if (connection.getResponseCode() != 200) {
            connection.disconnect();
            throw new IOException(url + " answers " + connection.getResponseCode());
        }
        return new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
    }

    private static HttpURLConnection open(String url, Duration within) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection();
        connection.setConnectTimeout((int) within.toMillis());
        connection.setReadTimeout((int) within.toMillis());
        return connection;
    }
}
