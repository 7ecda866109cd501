package io.lifeboat.catalog;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.InputStream;
import java.util.List;

/** The shapes of the catalog's files: the same JSON Schemas that an editor completes with. */
final class Schemas {

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private Schemas() {}

    static void check(YamlDocument document, String schema, Problems problems) {
        List<Error> errors = load(schema).validate(document.json());
        for (Error error : errors) {
            String pointer = pointer(error);
            problems.add(document, pointer, message(error, pointer));
        }
    }

    private static Schema load(String name) {
        InputStream source = Schemas.class.getResourceAsStream("/catalog-schema/" + name + ".json");
        if (source == null) {
            throw new IllegalStateException("the schema " + name + " is not in this jar");
        }
        return REGISTRY.getSchema(source, InputFormat.JSON);
    }

    /** An unknown key is reported where it stands, not where the object that has it begins. */
    private static String pointer(Error error) {
        String at = error.getInstanceLocation().toString();
        boolean ofKey = "additionalProperties".equals(error.getKeyword()) || "propertyNames".equals(error.getKeyword());
        return ofKey && error.getProperty() != null ? at + "/" + error.getProperty() : at;
    }

    private static String message(Error error, String pointer) {
        String value =
                error.getInstanceNode() != null && error.getInstanceNode().isValueNode()
                        ? " (it is '" + error.getInstanceNode().asText() + "')"
                        : "";
        String where = pointer.isEmpty() ? "" : pointer.substring(1).replace('/', '.') + ": ";
        return switch (error.getKeyword()) {
            case "additionalProperties" -> where + "unknown key '" + error.getProperty() + "'";
            default -> where + error.getMessage() + value;
        };
    }
}
