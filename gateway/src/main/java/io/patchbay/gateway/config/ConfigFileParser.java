package io.patchbay.gateway.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Turns YAML into {@link ConfigNode}s. Jackson's own tree has no line numbers, so it is built from the tokens here. */
final class ConfigFileParser {
    private final String file;
    private final List<Mistake> mistakes;
    private YAMLParser tokens;

    private ConfigFileParser(String file, List<Mistake> mistakes) {
        this.file = file;
        this.mistakes = mistakes;
    }

    /**
     * The file's top section; an empty one where the file is empty or broken, which is then added to {@code mistakes}.
     *
     * @param file its name in messages
     */
    static ConfigNode.Mapping parse(String yaml, String file, List<Mistake> mistakes) {
        return new ConfigFileParser(file, mistakes).parse(yaml);
    }

    private ConfigNode.Mapping parse(String yaml) {
        ConfigNode.Mapping nothing = new ConfigNode.Mapping(Map.of(), 1);
        try (YAMLParser parser = new YAMLFactory().createParser(yaml)) {
            tokens = parser;
            if (parser.nextToken() == null) {
                return nothing;
            }
            ConfigNode top = node(line());
            if (top instanceof ConfigNode.Mapping mapping) {
                return mapping;
            }
            if (!(top instanceof ConfigNode.Scalar scalar && scalar.text().isEmpty())) {
                mistakes.add(new Mistake(
                        file, top.line(), "the file holds " + top.kind() + "; it must hold sections: sip:, http:, …"));
            }
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            mistakes.add(new Mistake(file, line, "not valid YAML: " + sentences(e.getOriginalMessage())));
        } catch (IOException e) {
            mistakes.add(new Mistake(file, 0, "cannot be read: " + e.getMessage()));
        }
        return nothing;
    }

    /** @param line where its key stands, or itself where it has none */
    private ConfigNode node(int line) throws IOException {
        JsonToken token = tokens.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return mapping(line);
        }
        if (token == JsonToken.START_ARRAY) {
            List<ConfigNode> items = new ArrayList<>();
            while (tokens.nextToken() != JsonToken.END_ARRAY) {
                items.add(node(line()));
            }
            return new ConfigNode.Sequence(items, line);
        }
        return new ConfigNode.Scalar(token == JsonToken.VALUE_NULL ? "" : tokens.getText(), line);
    }

    private ConfigNode.Mapping mapping(int line) throws IOException {
        Map<String, ConfigNode> entries = new LinkedHashMap<>();
        while (tokens.nextToken() != JsonToken.END_OBJECT) {
            String key = tokens.currentName();
            int keyLine = line();
            tokens.nextToken();
            ConfigNode value = node(keyLine);
            ConfigNode earlier = entries.putIfAbsent(key, value);
            if (earlier != null) {
                mistakes.add(
                        new Mistake(file, keyLine, "%s is set twice, first on line %d".formatted(key, earlier.line())));
            }
        }
        return new ConfigNode.Mapping(entries, line);
    }

    private int line() {
        JsonLocation location = tokens.currentTokenLocation();
        return location.getLineNr();
    }

    /** Without the excerpts of the file between the parser's sentences, which are indented. */
    private static String sentences(String message) {
        return message.lines()
                .filter(line -> !line.isBlank() && !Character.isWhitespace(line.charAt(0)))
                .collect(Collectors.joining("; "));
    }
}
