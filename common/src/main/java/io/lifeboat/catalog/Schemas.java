package io.lifeboat.catalog;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The shapes of the catalog's files: the same JSON Schemas that an editor completes with. */
final class Schemas {

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Map<String, Schema> LOADED = new ConcurrentHashMap<>();

    private Schemas() {}

    static void check(YamlDocument document, String name, Problems problems) {
        Schema schema = LOADED.computeIfAbsent(name, Schemas::load);
        for (Error error : schema.validate(document.json())) {
            SchemaMessage message = new SchemaMessage(error, schema.getSchemaNode());
            if (message.tells()) {
                problems.add(document, message.pointer(), message.text());
            }
        }
    }

    private static Schema load(String name) {
        InputStream source = Schemas.class.getResourceAsStream("/catalog-schema/" + name + ".json");
        if (source == null) {
            throw new IllegalStateException("the schema " + name + " is not in this jar");
        }
        return REGISTRY.getSchema(source, InputFormat.JSON);
    }
}
