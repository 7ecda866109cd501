package io.lifeboat.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.lifeboat.catalog.YamlDocument.Position;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/** A file of the catalog as JSON with positions. What could eat memory or time is refused: no plan needs it. */
final class YamlReader {

    static final int DEEPEST = 30;
    private static final int LARGEST_FILE = 1 << 20;

    private YamlReader() {}

    /** Nothing, and why as a problem, if the file is no YAML at all. */
    static Optional<YamlDocument> read(Path folder, String file, Problems problems) {
        Path path = folder.resolve(file);
        String text = "";
        try {
            if (Files.size(path) > LARGEST_FILE) {
                throw new Unreadable(Position.START, "is larger than 1 MiB");
            }
            text = Files.readString(path);
            YamlNodes nodes = new YamlNodes(file, problems);
            JsonNode json = nodes.convert(compose(text));
            return nodes.whole()
                    ? Optional.of(new YamlDocument(file, text, json, nodes.positions()))
                    : Optional.empty();
        } catch (Unreadable e) {
            problems.add(file, e.position, e.reason);
        } catch (CharacterCodingException e) {
            problems.add(file, Position.START, "is no UTF-8 text");
        } catch (NoSuchFileException e) {
            problems.add(file, Position.START, "is missing: every catalog has it");
        } catch (IOException e) {
            problems.add(file, Position.START, "can't be read: no right to, or it is no file");
        } catch (MarkedYAMLException e) {
            problems.add(file, position(e.getProblemMark()), "is no YAML: " + e.getProblem());
        } catch (ReaderException e) {
            String character = "U+%04X".formatted(e.getCodePoint());
            problems.add(
                    file, position(text, e.getPosition()), "has the character " + character + ", which no text has");
        } catch (YAMLException e) {
            problems.add(file, Position.START, "is no YAML: " + e.getMessage());
        }
        return Optional.empty();
    }

    private static Node compose(String text) throws Unreadable {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(DEEPEST);
        options.setCodePointLimit(LARGEST_FILE);
        options.setMaxAliasesForCollections(1);
        Node root = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
        if (root == null) {
            throw new Unreadable(Position.START, "is empty");
        }
        return root;
    }

    private static Position position(@Nullable Mark mark) {
        return mark == null ? Position.START : new Position(mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static Position position(String text, int at) {
        String before = text.substring(0, Math.min(at, text.length()));
        int line = (int) before.chars().filter(c -> c == '\n').count();
        return new Position(line + 1, before.length() - before.lastIndexOf('\n'));
    }

    private static final class Unreadable extends Exception {
        private final transient Position position;
        private final String reason;

        Unreadable(Position position, String reason) {
            super(reason);
            this.position = position;
            this.reason = reason;
        }
    }
}
