package io.lifeboat.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lifeboat.catalog.YamlDocument.Position;
import java.util.HashMap;
import java.util.Map;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** YAML's nodes as JSON, with where each stands. Anchors, tags and keys that are there twice are refused. */
final class YamlNodes {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final String file;
    private final Problems problems;
    private final Map<String, Position> positions = new HashMap<>();
    private boolean whole = true;

    YamlNodes(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    Map<String, Position> positions() {
        return positions;
    }

    JsonNode convert(Node root) {
        return convert(root, "");
    }

    /** Whether every value was gone into. */
    boolean whole() {
        return whole;
    }

    /** An alias is the very node that it names, anchor and all: it is never gone into, so nothing can be expanded. */
    private JsonNode convert(Node node, String pointer) {
        positions.put(pointer, position(node));
        if (node.getAnchor() != null) {
            whole = false;
            problem(node, "has an anchor ('&" + node.getAnchor() + "'): write the value out where it is used");
            return JSON.nullNode();
        }
        if (!node.getTag().startsWith(Tag.PREFIX)) {
            problem(node, "has the tag '" + node.getTag().getValue() + "': the catalog has none");
        }
        return switch (node) {
            case MappingNode mapping -> object(mapping, pointer);
            case SequenceNode sequence -> array(sequence, pointer);
            case ScalarNode scalar -> scalar(scalar);
            default -> JSON.nullNode();
        };
    }

    private ObjectNode object(MappingNode mapping, String pointer) {
        ObjectNode object = JSON.objectNode();
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                problem(entry.getKeyNode(), "a key must be a word");
                continue;
            }
            String name = key.getValue();
            if (object.has(name)) {
                problem(key, "the key '" + name + "' is there twice");
            }
            String at = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
            object.set(name, convert(entry.getValueNode(), at));
            positions.put(at, position(key));
        }
        return object;
    }

    private ArrayNode array(SequenceNode sequence, String pointer) {
        ArrayNode array = JSON.arrayNode();
        for (Node item : sequence.getValue()) {
            array.add(convert(item, pointer + "/" + array.size()));
        }
        return array;
    }

    /** Of YAML's words only {@code true} and {@code false} are flags, and only plain decimals are numbers. */
    private static JsonNode scalar(ScalarNode scalar) {
        String text = scalar.getValue();
        if (scalar.getTag().equals(Tag.INT) && text.matches("0|-?[1-9][0-9]{0,8}")) {
            return JSON.numberNode(Integer.parseInt(text));
        }
        if (scalar.getTag().equals(Tag.BOOL) && text.matches("true|false")) {
            return JSON.booleanNode(Boolean.parseBoolean(text));
        }
        return scalar.getTag().equals(Tag.NULL) ? JSON.nullNode() : JSON.textNode(text);
    }

    private void problem(Node node, String message) {
        problems.add(file, position(node), message);
    }

    private static Position position(Node node) {
        Mark mark = node.getStartMark();
        return new Position(mark.getLine() + 1, mark.getColumn() + 1);
    }
}
