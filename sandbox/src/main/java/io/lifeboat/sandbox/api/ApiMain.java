package io.lifeboat.sandbox.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.lifeboat.sandbox.database.BotDatabase;
import io.lifeboat.sandbox.process.BotPaths;
import io.lifeboat.sandbox.process.HttpEndpoint;
import io.lifeboat.sandbox.process.HttpEndpoint.Call;
import io.lifeboat.sandbox.process.HttpEndpoint.Reply;
import io.lifeboat.sandbox.process.Json;
import io.lifeboat.sandbox.process.Lifeline;
import io.lifeboat.sandbox.process.PythonLog;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;

/** The API server's process. Its argument is the host's root; with {@code DEBUG=1} it says on its output what it does. */
public final class ApiMain {

    private final TradeReader reader;
    private final Clients clients = new Clients();
    private final Tokens tokens;
    private final PythonLog log;
    private final PythonLog access;
    private final Clock clock;

    private ApiMain(TradeReader reader, Tokens tokens, PythonLog log, PythonLog access, Clock clock) {
        this.reader = reader;
        this.tokens = tokens;
        this.log = log;
        this.access = access;
        this.clock = clock;
    }

    public static void main(String[] args) {
        Lifeline.hold(() -> {});
        BotPaths paths = new BotPaths(Path.of(args[0]));
        Clock clock = Clock.systemUTC();
        boolean debug = "1".equals(System.getenv("DEBUG"));
        PythonLog log =
                new PythonLog(paths.log("forex-api-server.log"), "forex-api-server", clock, debug ? System.out : null);
        try {
            ApiConfig config = ApiConfig.read(paths.config("api_config.yaml"));
            BotDatabase database =
                    new BotDatabase(config.databaseUrl(), config.databaseUser(), config.databasePassword());
            HttpEndpoint http = new HttpEndpoint(config.port());
            PythonLog access = new PythonLog(paths.log("forex-api-access.log"), "access", clock, null);
            new ApiMain(new TradeReader(database), new Tokens(paths.config("api_secret")), log, access, clock)
                    .openOn(http);
            http.start();
            log.info("API server started on port " + config.port());
        } catch (IOException e) {
            log.error("API server can't start: " + e.getMessage());
            System.err.println("forex-api-server can't start: " + e.getMessage());
            System.exit(78);
        }
    }

    private void openOn(HttpEndpoint http) {
        http.on("GET", "/health", call -> Reply.ok(Json.object().put("status", "ok")));
        http.on("POST", "/api/v1/login", this::login);
        http.on("GET", "/api/v1/positions", call -> rows(call, "positions", reader::positions));
        http.on("GET", "/api/v1/trades", call -> rows(call, "trades", reader::trades));
        http.on(
                "GET",
                "/api/v1/clients",
                call -> Reply.ok(Json.object().put("mobileApp", clients.state("mobile-app", clock.instant()))));
    }

    /** Whoever is one of the bot's users gets a token. The users' own passwords are not this sandbox's matter. */
    private Reply login(Call call) throws IOException {
        String client = call.header("X-Client");
        Optional<String> token = client.isEmpty() ? Optional.empty() : tokens.of(client);
        access.info("POST /api/v1/login " + (token.isPresent() ? 200 : 403) + " " + client);
        return token.map(text -> Reply.ok(Json.object().put("token", text)))
                .orElseGet(() -> Reply.error(403, "nobody can log in"));
    }

    /** Who is on the bot's own network and says no name is asked for none: Lifeboat's probes. */
    private Reply rows(Call call, String name, Query query) throws IOException {
        String client = call.header("X-Client");
        log.debug("GET " + call.http().getRequestURI() + " " + client);
        if (!client.isEmpty()) {
            boolean good = tokens.good(client, call.header("X-Token"));
            access.info("GET " + call.http().getRequestURI() + " " + (good ? 200 : 401) + " " + client);
            if (!good) {
                return Reply.error(401, "show a token: POST /api/v1/login");
            }
            clients.seen(client, clock.instant());
        }
        try {
            return Reply.ok(Json.object().set(name, query.rows()));
        } catch (SQLException e) {
            log.error("error reading " + name + ": " + e.getMessage());
            return Reply.error(500, "the database does not answer");
        }
    }

    private interface Query {
        ArrayNode rows() throws SQLException;
    }
}
