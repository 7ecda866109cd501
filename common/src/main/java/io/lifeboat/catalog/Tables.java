package io.lifeboat.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The catalog's files as they were read, good or not, and the ids that they define. */
final class Tables {

    private static final String PROCEDURES = "procedures/";

    private final Map<String, YamlDocument> documents = new LinkedHashMap<>();
    private final List<String> procedures;

    /** @param procedures the files of the folder {@code procedures}, whether or not they can be read */
    Tables(List<String> procedures) {
        this.procedures = procedures;
    }

    void add(YamlDocument document) {
        documents.put(document.file(), document);
    }

    Collection<YamlDocument> documents() {
        return documents.values();
    }

    Stream<Entry> procedures() {
        return documents.values().stream()
                .filter(document -> document.file().startsWith(PROCEDURES))
                .map(Entry::root);
    }

    Optional<Entry> file(String table) {
        return Optional.ofNullable(documents.get(table + ".yaml")).map(Entry::root);
    }

    /** Only once every file has been found good. */
    Entry good(String table) {
        return file(table).orElseThrow(() -> new IllegalStateException("nothing was read from " + table + ".yaml"));
    }

    List<Entry> find(String table, String path) {
        return file(table).map(entry -> entry.find(path)).orElse(List.of());
    }

    /** The ids of one kind; nothing if their table could not be read, so that nobody is told that an id is unknown. */
    Optional<Collection<String>> ids(Kind kind) {
        return switch (kind) {
            case COMPONENT -> keys("components", "components");
            case HOST -> keys("hosts", "hosts");
            case CONTACT -> keys("contacts", "contacts");
            case PROBE -> keys("detection", "probes");
            case SCENARIO -> keys("scenarios", "scenarios");
            case BACKUP -> keys("backups", "backups");
            case SYMPTOM -> file("detection").map(this::symptoms);
            case PROCEDURE ->
                Optional.of(procedures.stream()
                        .map(file -> file.substring(PROCEDURES.length()).replaceFirst("\\.yaml$", ""))
                        .toList());
        };
    }

    private Collection<String> symptoms(Entry detection) {
        TreeSet<String> symptoms = new TreeSet<>();
        detection.find("probes/*/symptom").forEach(symptom -> symptoms.add(symptom.text()));
        detection
                .find("logs/*/symptoms")
                .forEach(log -> symptoms.addAll(log.entries().keySet()));
        return symptoms;
    }

    private Optional<Collection<String>> keys(String table, String key) {
        return file(table)
                .map(file -> file.get(key))
                .filter(entries -> isTable(entries.json()))
                .map(entries -> entries.entries().keySet());
    }

    private static boolean isTable(JsonNode json) {
        return json.isObject();
    }

    /** What an id can be the id of. */
    enum Kind {
        COMPONENT("component"),
        HOST("host"),
        CONTACT("contact"),
        PROBE("probe"),
        SYMPTOM("probe or log that sees the symptom"),
        SCENARIO("scenario"),
        PROCEDURE("procedure"),
        BACKUP("backup");

        private final String noun;

        Kind(String noun) {
            this.noun = noun;
        }

        String noun() {
            return noun;
        }
    }
}
