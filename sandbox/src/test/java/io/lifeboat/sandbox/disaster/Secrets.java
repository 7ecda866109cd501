package io.lifeboat.sandbox.disaster;

import io.lifeboat.embedded.S3Server;
import io.lifeboat.event.EventCodec;
import io.lifeboat.sandbox.demo.Run;
import io.lifeboat.sandbox.demo.TopicRecorder.Recorded;
import io.lifeboat.sandbox.stack.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every secret that a run has, and every place where Lifeboat could tell one. */
record Secrets(Run run, List<Recorded> events) {

    private static final Pattern ACCOUNT_KEY = Pattern.compile("key: *\"?([\\w-]{6,})");

    List<String> all() throws IOException {
        List<String> secrets = new ArrayList<>(
                List.of(run.layout().operatorToken(), run.layout().databasePassword(), S3Server.SECRET_KEY));
        secrets.add(Files.readString(run.layout().backupKey()).strip());
        secrets.add(Files.readString(run.layout().work().resolve("keys/replication.password"))
                .strip());
        Files.readAllLines(run.layout().work().resolve("keys/lifeboat")).stream()
                .filter(line -> line.length() > 40 && !line.startsWith("---"))
                .forEach(secrets::add);
        Matcher key = ACCOUNT_KEY.matcher(Files.readString(
                run.layout().work().resolve("hosts/trading-server/opt/forex-trading-bot/config/mt5_config.yaml")));
        while (key.find()) {
            secrets.add(key.group(1));
        }
        return secrets;
    }

    /** What Lifeboat has written, by the place. */
    Map<String, String> places() throws IOException, SQLException {
        Map<String, String> places = new LinkedHashMap<>();
        for (Service service : Service.values()) {
            places.put(
                    service.id() + ".log",
                    Files.readString(run.stack().service(service).log()));
        }
        for (Recorded one : events) {
            places.merge(
                    one.topic().name(),
                    EventCodec.JSON.writeValueAsString(one.envelope().event()),
                    String::concat);
        }
        for (String database : List.of("lifeboat_recovery", "lifeboat_backup", "lifeboat_notifier")) {
            places.put(database, dump(database));
        }
        StringBuilder mails = new StringBuilder();
        run.stack().servers().mail().received().forEach(mail -> mails.append(text(mail)));
        places.put("mails", mails.toString());
        places.put("ps", commandLines());
        return places;
    }

    private String dump(String database) throws SQLException {
        StringBuilder rows = new StringBuilder();
        try (Connection connection = DriverManager.getConnection(
                        run.stack().servers().postgres().jdbcUrl(database), "postgres", "");
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet names =
                    statement.executeQuery("select tablename from pg_tables where schemaname = 'public'")) {
                while (names.next()) {
                    tables.add(names.getString(1));
                }
            }
            for (String table : tables) {
                try (ResultSet row = statement.executeQuery("select t::text from \"" + table + "\" t")) {
                    while (row.next()) {
                        rows.append(row.getString(1)).append('\n');
                    }
                }
            }
        }
        return rows.toString();
    }

    private static String text(jakarta.mail.internet.MimeMessage mail) {
        try (java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream()) {
            mail.writeTo(out);
            return out.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (jakarta.mail.MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String commandLines() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes.toList()) {
                Path commandLine = process.resolve("cmdline");
                if (Files.isReadable(commandLine)) {
                    all.append(quietly(commandLine)).append('\n');
                }
            }
        }
        return all.toString();
    }

    /** A process may end while one looks. */
    private static String quietly(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
