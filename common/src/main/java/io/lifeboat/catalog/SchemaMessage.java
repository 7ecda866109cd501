package io.lifeboat.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A schema's complaint in the words of the plan's owner: the value that is there, and what would be right. */
record SchemaMessage(Error error, JsonNode schema) {

    /** The branches of a choice complain each, and the choice itself once more: once is enough. */
    boolean tells() {
        String path = error.getEvaluationPath().toString();
        return !path.contains("/oneOf/") && !path.endsWith("/if");
    }

    /** An unknown key is reported where it stands, not where the object that has it begins. */
    String pointer() {
        String at = error.getInstanceLocation().toString();
        return ofKey() ? at + "/" + error.getProperty().replace("~", "~0").replace("/", "~1") : at;
    }

    String text() {
        return switch (error.getKeyword()) {
            case "additionalProperties" -> "unknown key '" + error.getProperty() + "'" + knownKeys();
            case "required" -> "'" + name() + "' lacks '" + error.getProperty() + "'" + hint(error.getProperty());
            case "dependentRequired" ->
                "'" + name() + "' lacks '" + argument(0) + "', which goes with '" + argument(1) + "'"
                        + hint(argument(0));
            case "enum" -> value() + " is none of " + list(error.getSchemaNode());
            case "oneOf" -> "'" + name() + "' must have one, and only one, of: " + choices();
            case "propertyNames" -> "'" + error.getProperty() + "' is not " + description("propertyNames");
            case "pattern" -> value() + " is not " + description("");
            case "type" ->
                value() + " is " + kind() + ", and '" + name() + "' must be "
                        + article(error.getSchemaNode().asText());
            case "minProperties", "minItems" -> "'" + name() + "' is empty";
            case "maxProperties" -> "'" + name() + "' must have one name: the step's. Is a line not indented enough?";
            default -> "'" + name() + "' " + error.getMessage() + ", and is " + value();
        };
    }

    private boolean ofKey() {
        return error.getProperty() != null
                && ("additionalProperties".equals(error.getKeyword()) || "propertyNames".equals(error.getKeyword()));
    }

    private String argument(int i) {
        return String.valueOf(error.getArguments()[i]);
    }

    /** What the value is called: its key, or its place in a list. */
    private String name() {
        String at = error.getInstanceLocation().toString();
        String last = at.substring(at.lastIndexOf('/') + 1);
        return at.isEmpty() ? "the file" : last.matches("[0-9]+") ? "item " + (Integer.parseInt(last) + 1) : last;
    }

    /** What is there; not if the schema says {@code writeOnly}, because then it may be a secret that should not be there. */
    private String value() {
        if (holder().path("writeOnly").asBoolean()) {
            return "what is there";
        }
        JsonNode value = error.getInstanceNode();
        return value == null || !value.isValueNode() || value.isNull()
                ? "'" + name() + "'"
                : "'" + value.asText() + "'";
    }

    private String kind() {
        JsonNode value = error.getInstanceNode();
        return value == null
                ? "nothing"
                : switch (value.getNodeType()) {
                    case OBJECT -> "a table";
                    case ARRAY -> "a list";
                    case STRING -> "text";
                    case NUMBER -> "a number";
                    case BOOLEAN -> "a flag";
                    default -> "empty";
                };
    }

    private static String article(String type) {
        return switch (type) {
            case "object" -> "a table";
            case "array" -> "a list";
            case "string" -> "text (in quotes, if YAML reads it as something else)";
            case "integer" -> "a whole number";
            case "boolean" -> "true or false";
            default -> type;
        };
    }

    /** The rest of a message about a key that nobody knows: which ones there are. */
    private String knownKeys() {
        List<String> known = new ArrayList<>();
        holder().path("properties").fieldNames().forEachRemaining(known::add);
        return Closest.to(error.getProperty(), known);
    }

    private String hint(String property) {
        String description =
                holder().path("properties").path(property).path("description").asText();
        return description.isEmpty() ? "" : " (" + description + ")";
    }

    private String description(String keyword) {
        JsonNode at = keyword.isEmpty() ? holder() : holder().path(keyword);
        String description = at.path("description").asText();
        return description.isEmpty() ? "of the form " + at.path("pattern").asText() : description;
    }

    /** The schema that has the keyword. */
    private JsonNode holder() {
        String at = error.getSchemaLocation().getFragment().toString();
        return schema.at(at.substring(0, at.lastIndexOf('/')));
    }

    private String choices() {
        return StreamSupport.stream(error.getSchemaNode().spliterator(), false)
                .map(choice -> StreamSupport.stream(choice.path("required").spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(" with ")))
                .collect(Collectors.joining(", "));
    }

    private static String list(JsonNode values) {
        return StreamSupport.stream(values.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(", "));
    }
}
