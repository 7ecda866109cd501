package io.lifeboat.sandbox.process;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** A configuration file of the bot. What is wrong with it is said with the file's name, and the line where there is one. */
public final class YamlFile {

    private final Path file;
    private final Map<?, ?> values;

    private YamlFile(Path file, Map<?, ?> values) {
        this.file = file;
        this.values = values;
    }

    /** @throws IOException if the file can't be read or is no YAML mapping, on one line */
    public static YamlFile read(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file)) {
            Object loaded = new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
            if (loaded instanceof Map<?, ?> map) {
                return new YamlFile(file, map);
            }
            throw new IOException(file + " is no configuration: it has no 'name: value' lines");
        } catch (YAMLException e) {
            throw new IOException(
                    file + " is no YAML: " + String.valueOf(e.getMessage()).replaceAll("\\s+", " "), e);
        } catch (java.nio.charset.CharacterCodingException e) {
            throw new IOException(file + " is no text", e);
        }
    }

    /** @param path names from the outside in, joined by dots */
    public String text(String path) throws IOException {
        Object value = values;
        for (String name : path.split("\\.")) {
            value = value instanceof Map<?, ?> map ? map.get(name) : null;
        }
        if (value == null || value instanceof Map<?, ?>) {
            throw new IOException(file + " has no value for '" + path + "'");
        }
        return value.toString();
    }

    public int number(String path) throws IOException {
        String text = text(path);
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IOException(file + ": '" + path + "' is no number: " + text, e);
        }
    }
}
