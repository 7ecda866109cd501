package io.lifeboat.sandbox.connector;

import io.lifeboat.sandbox.process.BotPaths;
import io.lifeboat.sandbox.process.HttpEndpoint;
import io.lifeboat.sandbox.process.Json;
import io.lifeboat.sandbox.process.Lifeline;
import io.lifeboat.sandbox.process.PythonLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.TimeUnit;

/** The connector's process. Its argument is the host's root. */
public final class ConnectorMain {

    private static final long REPORT_MILLIS = 500;

    private ConnectorMain() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Lifeline.hold(() -> {});
        BotPaths paths = new BotPaths(Path.of(args[0]));
        Clock clock = Clock.systemUTC();
        PythonLog log = new PythonLog(paths.log("forex-trading-bot/mt5_connector.log"), "mt5_connector", clock, null);
        log.info("MT5 connector started");
        ConnectorConfig config;
        try {
            config = ConnectorConfig.read(paths.config("mt5_config.yaml"));
        } catch (IOException e) {
            log.error("can't start: " + e.getMessage());
            System.err.println("mt5_connector can't start: " + e.getMessage());
            System.exit(78);
            return;
        }
        TerminalJournal journal = new TerminalJournal(paths.home().resolve("mt5/logs"), clock);
        journal.info("Terminal", "MetaTrader 5 started for '" + config.account() + "'");
        Terminal terminal = new Terminal(config.account());
        BrokerLink link = new BrokerLink(config, terminal, log, journal, clock);
        HttpEndpoint http = new HttpEndpoint(config.httpPort());
        new ConnectorDesk(link, terminal, new LastEpoch(paths.state("last_epoch")), log, clock).openOn(http);
        http.start();
        Thread.ofPlatform().name("broker").start(link);
        while (true) {
            TimeUnit.MILLISECONDS.sleep(REPORT_MILLIS);
            try {
                link.ask(Json.object().put("op", "positions"));
            } catch (NotConnectedException | UnknownOutcomeException e) {
                // The link says so in the log and connects again.
            }
        }
    }
}
