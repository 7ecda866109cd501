package io.lifeboat.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A value of a file whose shape the schema has found good, with where it stands. */
record Entry(YamlDocument document, String pointer, JsonNode json) {

    static Entry root(YamlDocument document) {
        return new Entry(document, "", document.json());
    }

    boolean has(String key) {
        return json.has(key);
    }

    Entry get(String key) {
        return new Entry(document, pointer + "/" + key.replace("~", "~0").replace("/", "~1"), json.path(key));
    }

    String text() {
        return json.asText();
    }

    String text(String key) {
        return json.path(key).asText();
    }

    String text(String key, String otherwise) {
        return has(key) ? text(key) : otherwise;
    }

    @Nullable
    String textOrNull(String key) {
        return has(key) ? text(key) : null;
    }

    int number(String key, int otherwise) {
        return json.path(key).asInt(otherwise);
    }

    boolean flag(String key) {
        return json.path(key).asBoolean(false);
    }

    Duration duration(String key) {
        return Durations.parse(text(key));
    }

    Duration duration(String key, Duration otherwise) {
        return has(key) ? duration(key) : otherwise;
    }

    @Nullable
    Duration durationOrNull(String key) {
        return has(key) ? duration(key) : null;
    }

    /** The members of a list; none if it is not there. */
    List<Entry> items() {
        List<Entry> items = new ArrayList<>();
        for (int i = 0; i < json.size() && json.isArray(); i++) {
            items.add(new Entry(document, pointer + "/" + i, json.get(i)));
        }
        return items;
    }

    List<String> texts(String key) {
        return get(key).items().stream().map(Entry::text).toList();
    }

    /** The members of a table, by id and in the file's order. */
    Map<String, Entry> entries() {
        Map<String, Entry> entries = new LinkedHashMap<>();
        json.fieldNames().forEachRemaining(key -> entries.put(key, get(key)));
        return entries;
    }

    /**
     * Every value at a path below this one; {@code *} stands for each member. What is not there or has another shape is
     * left out: the schema reports that.
     */
    List<Entry> find(String path) {
        List<Entry> found = List.of(this);
        for (String key : path.split("/")) {
            found = found.stream().flatMap(entry -> entry.members(key)).toList();
        }
        return found;
    }

    void problem(Problems problems, String message) {
        problems.add(document, pointer, message);
    }

    private Stream<Entry> members(String key) {
        if (key.equals("*")) {
            return json.isArray() ? items().stream() : entries().values().stream();
        }
        return json.isObject() && json.has(key) ? Stream.of(get(key)) : Stream.empty();
    }

    <T> Map<String, T> table(Function<Map.Entry<String, Entry>, T> mapper) {
        Map<String, T> table = new LinkedHashMap<>();
        entries().entrySet().forEach(entry -> table.put(entry.getKey(), mapper.apply(entry)));
        return java.util.Collections.unmodifiableMap(table);
    }
}
