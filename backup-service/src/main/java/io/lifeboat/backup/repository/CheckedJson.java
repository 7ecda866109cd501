package io.lifeboat.backup.repository;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.pack.Hash;
import java.io.IOException;

/** Small files that people may read: a {@code body}, and the SHA-256 of its bytes as {@code check}. */
final class CheckedJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private CheckedJson() {}

    static byte[] write(Object body) throws IOException {
        ObjectNode all = JSON.createObjectNode();
        JsonNode tree = JSON.readTree(JSON.writeValueAsBytes(body));
        all.set("body", tree);
        all.put("check", check(tree));
        return JSON.writeValueAsBytes(all);
    }

    /** @throws DamagedException unless it is what was written */
    static <T> T read(byte[] bytes, Class<T> type) throws IOException {
        try {
            JsonNode all = JSON.readTree(bytes);
            JsonNode body = all.path("body");
            if (!check(body).equals(all.path("check").asText())) {
                throw new DamagedException("it does not match its checksum");
            }
            return JSON.treeToValue(body, type);
        } catch (JacksonException e) {
            throw new DamagedException("it can't be read: " + e.getOriginalMessage(), e);
        }
    }

    private static String check(JsonNode body) throws IOException {
        return Hash.sha256(JSON.writeValueAsBytes(body)).hex();
    }
}
