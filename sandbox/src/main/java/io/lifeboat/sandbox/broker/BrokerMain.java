package io.lifeboat.sandbox.broker;

import io.lifeboat.sandbox.process.HttpEndpoint;
import io.lifeboat.sandbox.process.JournalFile;
import io.lifeboat.sandbox.process.Json;
import io.lifeboat.sandbox.process.Lifeline;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The broker's process. Its argument is a JSON file: {@code {folder, tradePort, statusPort, accounts: {name: key}, api}}. */
public final class BrokerMain {

    private static final BigDecimal DEPOSIT = new BigDecimal("10000.00");

    private BrokerMain() {}

    @SuppressWarnings("FutureReturnValueIgnored")
    public static void main(String[] args) throws IOException {
        Lifeline.hold(() -> {});
        var settings = Json.read(Files.readString(Path.of(args[0])));
        Clock clock = Clock.systemUTC();
        Map<String, Account> accounts = new TreeMap<>();
        settings.path("accounts")
                .properties()
                .forEach(account -> accounts.put(
                        account.getKey(), new Account(account.getValue().asText(), DEPOSIT)));
        Book book = new Book(accounts);
        Market market = new Market(clock);
        JournalFile journal = new JournalFile(Path.of(settings.path("folder").asText(), "broker.jsonl"), clock);
        TradeServer trade = new TradeServer(settings.path("tradePort").asInt(), book, market, journal, clock);
        HttpEndpoint http = new HttpEndpoint(settings.path("statusPort").asInt());
        new BrokerOffice(
                        book,
                        trade,
                        journal,
                        new OrderGateway(book, settings.path("gatewayToken").asText(), journal, clock))
                .openOn(http);
        trade.start();
        http.start();
        ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
        timer.scheduleAtFixedRate(market::tick, 0, 100, TimeUnit.MILLISECONDS);
        String api = settings.path("api").asText();
        if (!api.isEmpty()) {
            timer.scheduleWithFixedDelay(new MobileApp(api), 500, 500, TimeUnit.MILLISECONDS);
        }
    }
}
