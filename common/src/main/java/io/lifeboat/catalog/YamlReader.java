package io.lifeboat.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lifeboat.catalog.YamlDocument.Position;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** YAML to JSON with positions. Aliases, duplicate keys, deep nesting and large files are refused: no plan needs them. */
final class YamlReader {

    private static final int LARGEST_FILE = 1 << 20;
    private static final int DEEPEST = 30;

    private final String file;
    private final Problems problems;
    private final Map<String, Position> positions = new HashMap<>();

    private YamlReader(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    static Optional<YamlDocument> read(Path folder, String file, Problems problems) {
        return new YamlReader(file, problems).read(folder.resolve(file));
    }

    private Optional<YamlDocument> read(Path path) {
        try {
            if (Files.size(path) > LARGEST_FILE) {
                return problem(Position.START, "is larger than 1 MiB");
            }
            LoaderOptions options = new LoaderOptions();
            options.setNestingDepthLimit(DEEPEST);
            options.setCodePointLimit(LARGEST_FILE);
            Node root = new Yaml(new SafeConstructor(options)).compose(new StringReader(Files.readString(path)));
            if (root == null) {
                return problem(Position.START, "is empty");
            }
            return Optional.of(new YamlDocument(file, convert(root, "", 0), positions));
        } catch (CharacterCodingException e) {
            return problem(Position.START, "is no UTF-8 text");
        } catch (IOException e) {
            return problem(Position.START, "can't be read: there is no such file, or no right to read it");
        } catch (MarkedYAMLException e) {
            return problem(position(e.getProblemMark()), "is no YAML: " + e.getProblem());
        } catch (YAMLException e) {
            return problem(Position.START, "is no YAML: " + e.getMessage());
        }
    }

    private JsonNode convert(Node node, String pointer, int depth) {
        if (depth > DEEPEST) {
            problem(position(node.getStartMark()), "is nested deeper than " + DEEPEST);
            return JsonNodeFactory.instance.nullNode();
        }
        if (positions.put(pointer, position(node.getStartMark())) == null && node.getAnchor() != null) {
            problem(position(node.getStartMark()), "has an anchor ('&" + node.getAnchor() + "'): write the value out");
            return JsonNodeFactory.instance.nullNode();
        }
        return switch (node) {
            case MappingNode mapping -> object(mapping, pointer, depth);
            case SequenceNode sequence -> array(sequence, pointer, depth);
            case ScalarNode scalar -> scalar(scalar);
            default -> JsonNodeFactory.instance.nullNode();
        };
    }

    private ObjectNode object(MappingNode mapping, String pointer, int depth) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                problem(position(entry.getKeyNode().getStartMark()), "a key must be a word");
                continue;
            }
            String name = key.getValue();
            if (object.has(name)) {
                problem(position(key.getStartMark()), "the key '" + name + "' is there twice");
            }
            String at = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
            object.set(name, convert(entry.getValueNode(), at, depth + 1));
            positions.put(at, position(key.getStartMark()));
        }
        return object;
    }

    private ArrayNode array(SequenceNode sequence, String pointer, int depth) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < sequence.getValue().size(); i++) {
            array.add(convert(sequence.getValue().get(i), pointer + "/" + i, depth + 1));
        }
        return array;
    }

    private static JsonNode scalar(ScalarNode scalar) {
        String text = scalar.getValue();
        JsonNodeFactory json = JsonNodeFactory.instance;
        if (scalar.getTag().equals(Tag.INT) && text.matches("-?[0-9]{1,9}")) {
            return json.numberNode(Integer.parseInt(text));
        }
        if (scalar.getTag().equals(Tag.BOOL) && text.matches("true|false")) {
            return json.booleanNode(Boolean.parseBoolean(text));
        }
        return scalar.getTag().equals(Tag.NULL) ? json.nullNode() : json.textNode(text);
    }

    private Optional<YamlDocument> problem(Position position, String message) {
        problems.add(file, position, message);
        return Optional.empty();
    }

    private static Position position(@Nullable Mark mark) {
        return mark == null ? Position.START : new Position(mark.getLine() + 1, mark.getColumn() + 1);
    }
}
