package io.lifeboat.backup.cli;

import io.lifeboat.backup.database.DebianBot;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The command line on the backups of a database that runs, with a catalog of its own. */
public final class BotCommands {

    private final Map<String, String> environment = new HashMap<>();

    /** @param folder for the catalog, the key, and what a drill leaves */
    public BotCommands(Path folder, DebianBot bot, Map<String, Path> places) throws IOException {
        Path catalog = Files.createDirectories(folder.resolve("catalog"));
        Files.writeString(catalog.resolve("hosts.yaml"), """
                hosts:
                  db-server:
                    address: 127.0.0.1
                    ports: { postgresql: %d }
                    files: %s
                    databases: { bot: { name: %s, user: postgres, password: "env:BOT_PASSWORD" } }
                """.formatted(bot.port(), bot.root(), DebianBot.NAME));
        StringBuilder where = new StringBuilder();
        places.forEach((name, place) ->
                where.append("      ").append(name).append(": ").append(place).append('\n'));
        Files.writeString(catalog.resolve("backups.yaml"), """
                backups:
                  database:
                    title: Database
                    sources: [{ host: db-server, path: %s, database: bot }]
                    kinds: { snapshot: { frequency: hourly } }
                    places:
                %s""".formatted(DebianBot.DATA, where));
        environment.put("LIFEBOAT_CATALOG", catalog.toString());
        environment.put("LIFEBOAT_BACKUP_KEY", "file:" + Files.write(folder.resolve("backup.key"), new byte[32]));
        environment.put("LIFEBOAT_BACKUP_DRILL_FOLDER", folder.resolve("drills").toString());
        environment.put("BOT_PASSWORD", bot.primary().password());
    }

    /** What a script and a person learn of it. */
    public record Said(int status, String out, String err) {}

    public Said run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = BackupCli.line(environment, arguments)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Said(status, out.toString(), err.toString());
    }
}
