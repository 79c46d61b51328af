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
            ConfigNode top = node();
            if (top instanceof ConfigNode.Mapping mapping) {
                return mapping;
            }
            if (!(top instanceof ConfigNode.Scalar scalar && scalar.text().isEmpty())) {
                mistakes.add(new Mistake(
                        at(top.line()), "the file holds " + top.kind() + "; it must hold sections: sip:, http:, …"));
            }
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            mistakes.add(new Mistake(at(line), "not valid YAML: " + firstSentence(e.getOriginalMessage())));
        } catch (IOException e) {
            mistakes.add(new Mistake(file, "cannot be read: " + e.getMessage()));
        }
        return nothing;
    }

    private ConfigNode node() throws IOException {
        int line = line();
        JsonToken token = tokens.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return mapping(line);
        }
        if (token == JsonToken.START_ARRAY) {
            List<ConfigNode> items = new ArrayList<>();
            while (tokens.nextToken() != JsonToken.END_ARRAY) {
                items.add(node());
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
            ConfigNode value = node();
            ConfigNode earlier = entries.putIfAbsent(key, value);
            if (earlier != null) {
                mistakes.add(
                        new Mistake(at(keyLine), "%s is set twice, first on line %d".formatted(key, earlier.line())));
            }
        }
        return new ConfigNode.Mapping(entries, line);
    }

    private int line() {
        JsonLocation location = tokens.currentTokenLocation();
        return location.getLineNr();
    }

    private String at(int line) {
        return file + ":" + line;
    }

    /** The parser's message goes on with an excerpt of several lines. */
    private static String firstSentence(String message) {
        return message.lines()
                .filter(text -> !text.isBlank() && !text.startsWith(" in "))
                .limit(2)
                .map(String::strip)
                .reduce((first, second) -> second.startsWith("^") ? first : first + "; " + second)
                .orElse(message);
    }
}
