package io.lifeboat.backup.pack;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** The repository's small files that people may read. Every byte of them counts, but for fields that a newer version has added. */
public final class PlainJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private PlainJson() {}

    public static byte[] write(Object value) throws IOException {
        return JSON.writeValueAsBytes(value);
    }

    /** What stands in the field {@code format}; 0 if that can't be told. */
    public static int format(byte[] bytes) throws DamagedException {
        return tree(bytes).path("format").asInt();
    }

    /** @throws DamagedException unless it is what was written */
    public static <T> T read(byte[] bytes, Class<T> type) throws IOException {
        JsonNode tree = tree(bytes);
        try {
            T value = JSON.treeToValue(tree, type);
            if (names(JSON.valueToTree(value)).containsAll(names(tree)) && !Arrays.equals(write(value), bytes)) {
                throw new DamagedException("it is not as it was written");
            }
            return value;
        } catch (JacksonException e) {
            throw new DamagedException("it can't be read: " + e.getOriginalMessage(), e);
        }
    }

    private static JsonNode tree(byte[] bytes) throws DamagedException {
        try {
            return JSON.readTree(bytes);
        } catch (IOException e) {
            throw new DamagedException("it is no JSON", e);
        }
    }

    private static Set<String> names(JsonNode tree) {
        Set<String> names = new HashSet<>();
        tree.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
