package io.lifeboat.sandbox.broker;

import io.lifeboat.sandbox.process.JournalFile;
import io.lifeboat.sandbox.process.LineSocket;
import io.lifeboat.sandbox.process.Loopback;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Where terminals connect. */
final class TradeServer implements AutoCloseable {

    private final ServerSocket server;
    private final Book book;
    private final Market market;
    private final JournalFile journal;
    private final Clock clock;
    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();

    TradeServer(int port, Book book, Market market, JournalFile journal, Clock clock) throws IOException {
        this.book = book;
        this.market = market;
        this.journal = journal;
        this.clock = clock;
        server = new ServerSocket(port, 64, Loopback.address());
    }

    void start() {
        Thread.ofPlatform().daemon().name("trade").start(this::accept);
    }

    /** @param staleTerminals whether the terminals that are dropped must start anew to be let in again */
    int drop(String account, boolean staleTerminals) {
        int dropped = 0;
        for (Session session : sessions) {
            if (session.account().equals(account)) {
                if (staleTerminals) {
                    book.change(account, a -> a.refuse(session.terminal()));
                }
                session.drop();
                dropped++;
            }
        }
        return dropped;
    }

    @Override
    public void close() throws IOException {
        server.close();
        sessions.forEach(Session::drop);
    }

    @SuppressWarnings("AddressSelection")
    private void accept() {
        while (!server.isClosed()) {
            try {
                Session session = new Session(new LineSocket(server.accept()), book, market, journal, clock);
                sessions.add(session);
                Thread.startVirtualThread(() -> {
                    try {
                        session.run();
                    } finally {
                        sessions.remove(session);
                    }
                });
            } catch (IOException e) {
                if (!server.isClosed()) {
                    System.err.println("a terminal could not connect: " + e);
                }
            }
        }
    }
}
