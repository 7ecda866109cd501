package io.lifeboat.recovery.lifecycle;

import com.sun.net.httpserver.HttpServer;
import io.lifeboat.recovery.gateway.Gateway;
import io.lifeboat.recovery.gateway.Holdings;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** An order gateway that does what a test says, and the engine whose report is compared with it. */
@Alternative
@Singleton
class ScriptedGateway implements Gateway {

    enum Mood {
        WELL,
        /** It takes the fence and does not carry it out. */
        DEAF,
        SILENT,
        /** It fences, and has no report. */
        WITHOUT_REPORT
    }

    static final URI ENGINE_REPORT = engine();

    final List<Long> fences = new CopyOnWriteArrayList<>();
    volatile Mood mood = Mood.WELL;
    private volatile long lowest;

    /** As if another Lifeboat, or somebody by hand, had told it. */
    void refusesAlready(long epoch) {
        lowest = Math.max(lowest, epoch);
    }

    long lowest() {
        return lowest;
    }

    @Override
    public void refuseBelow(String engine, long epoch) throws IOException {
        if (mood == Mood.SILENT) {
            throw new IOException("no answer");
        }
        fences.add(epoch);
        if (mood != Mood.DEAF) {
            lowest = Math.max(lowest, epoch);
        }
    }

    @Override
    public long lowestEpoch(String engine) throws IOException {
        if (mood == Mood.SILENT) {
            throw new IOException("no answer");
        }
        return mood == Mood.DEAF ? 0 : lowest;
    }

    @Override
    public Holdings holdings(String engine) throws IOException {
        if (mood == Mood.WITHOUT_REPORT) {
            throw new IOException("no report");
        }
        return new Holdings("primary", new BigDecimal("100"), Map.of(), 0);
    }

    private static URI engine() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            byte[] report = "{\"account\":\"primary\",\"balance\":100,\"positions\":{},\"unsettled\":0}"
                    .getBytes(StandardCharsets.UTF_8);
            server.createContext("/", exchange -> {
                exchange.sendResponseHeaders(200, report.length);
                exchange.getResponseBody().write(report);
                exchange.close();
            });
            server.start();
            return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/report");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
