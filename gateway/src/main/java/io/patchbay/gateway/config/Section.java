package io.patchbay.gateway.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * One section while it is read. A value that is wrong is reported and its default taken, so that reading goes on and finds
 * the next mistake. {@link #finish} reports the keys that nobody asked for.
 */
final class Section {
    private final ConfigSource source;
    private final String path;
    private final ConfigNode.Mapping node;
    private final boolean inEnvironment;
    private final Set<String> known = new LinkedHashSet<>();

    private Section(ConfigSource source, String path, ConfigNode.Mapping node, boolean inEnvironment) {
        this.source = source;
        this.path = path;
        this.node = node;
        this.inEnvironment = inEnvironment;
    }

    static Section top(ConfigSource source, ConfigNode.Mapping node) {
        return new Section(source, "", node, true);
    }

    Section section(String key) {
        known.add(key);
        ConfigNode found = node.entries().get(key);
        ConfigNode.Mapping mapping = new ConfigNode.Mapping(Map.of(), node.line());
        if (found instanceof ConfigNode.Mapping written) {
            mapping = written;
        } else if (found != null && !isEmpty(found)) {
            source.mistakeAt(found.line(), "%s is %s; it must be a section".formatted(pathOf(key), found.kind()));
        }
        return new Section(source, pathOf(key), mapping, inEnvironment);
    }

    /** The sections of a list, with their place; not from the environment. */
    List<Section> sections(String key) {
        known.add(key);
        ConfigNode found = node.entries().get(key);
        if (found == null || isEmpty(found)) {
            return List.of();
        }
        source.foundOnLine(pathOf(key), found.line());
        List<Section> sections = new ArrayList<>();
        List<ConfigNode> items = found instanceof ConfigNode.Sequence list ? list.items() : List.of(found);
        for (ConfigNode item : items) {
            if (item instanceof ConfigNode.Mapping mapping) {
                sections.add(new Section(source, pathOf(key) + "[" + sections.size() + "]", mapping, false));
            } else {
                source.mistakeAt(
                        item.line(), "%s has an entry %s; it must be a section".formatted(pathOf(key), item.kind()));
            }
        }
        return sections;
    }

    <T> T value(String key, T otherwise, String allowed, Function<String, T> parser) {
        return scalar(key, allowed)
                .flatMap(text -> parsed(key, text, allowed, parser))
                .orElse(otherwise);
    }

    String text(String key, String otherwise) {
        return value(key, otherwise, "a text", Function.identity());
    }

    boolean flag(String key, boolean otherwise) {
        return value(key, otherwise, "true or false", text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException();
        });
    }

    int integer(String key, int otherwise, int least, int most) {
        return value(key, otherwise, "a whole number from %d to %d".formatted(least, most), text -> {
            int number = Integer.parseInt(text.replace("_", ""));
            if (number < least || number > most) {
                throw new IllegalArgumentException();
            }
            return number;
        });
    }

    /** A port; 0 lets the system pick one. */
    int port(String key, int otherwise) {
        return integer(key, otherwise, 0, 65_535);
    }

    Duration duration(String key, Duration otherwise, Duration least, Duration most) {
        String allowed = "a time from %s to %s, with its unit (500ms, 30s, 5m, 1h)"
                .formatted(Durations.write(least), Durations.write(most));
        return value(key, otherwise, allowed, text -> {
            Duration duration = Durations.parse(text);
            if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
                throw new IllegalArgumentException();
            }
            return duration;
        });
    }

    /** A YAML list, or one value; in the environment values separated by commas. */
    <T> List<T> list(String key, List<T> otherwise, String allowed, Function<String, T> parser) {
        Optional<List<String>> written = texts(key, allowed);
        if (written.isEmpty()) {
            return otherwise;
        }
        List<T> values = new ArrayList<>();
        for (String text : written.get()) {
            parsed(key, text, allowed, parser).ifPresent(values::add);
        }
        return values.size() == written.get().size() ? values : otherwise; // else a mistake has been told
    }

    /** A text that no message repeats. Empty where it is missing, which is a mistake. */
    Optional<Secret> secret(String key) {
        Optional<String> text = scalar(key, "a text");
        if (text.isEmpty()) {
            source.mistakeAt(node.line(), pathOf(key) + " is missing");
        }
        return text.map(Secret::new);
    }

    /** A text that no message repeats; empty where there is none. */
    Optional<Secret> optionalSecret(String key) {
        return scalar(key, "a text").map(Secret::new);
    }

    /**
     * Texts that no message repeats, by name; in the environment {@code name:text}, separated by commas.
     *
     * @param name throws where it is none
     * @param allowed what the texts must be
     */
    Map<String, Secret> secrets(String key, UnaryOperator<String> name, String allowed, Predicate<String> fits) {
        known.add(key);
        Map<String, String> written = new LinkedHashMap<>();
        Optional<String> set = inEnvironment ? source.fromEnvironment(pathOf(key)) : Optional.empty();
        ConfigNode found = node.entries().get(key);
        if (set.isPresent()) {
            for (String entry : set.get().split("\\s*,\\s*")) {
                int colon = Math.max(0, entry.indexOf(':'));
                written.put(entry.substring(0, colon), entry.substring(Math.min(entry.length(), colon + 1)));
            }
        } else if (found instanceof ConfigNode.Mapping mapping) {
            source.foundOnLine(pathOf(key), mapping.line());
            mapping.entries()
                    .forEach((entry, value) ->
                            written.put(entry, value instanceof ConfigNode.Scalar scalar ? scalar.text() : ""));
        } else if (found != null && !isEmpty(found)) {
            source.mistakeAt(found.line(), pathOf(key) + " is not a section of rooms and their PINs"); // it may be one
        }
        Map<String, Secret> secrets = new LinkedHashMap<>();
        written.forEach((entry, text) -> {
            try {
                secrets.put(name.apply(entry), new Secret(text));
            } catch (IllegalArgumentException e) {
                source.mistake(pathOf(key), "%s has an entry \"%s\", which is no name".formatted(pathOf(key), entry));
            }
            if (!fits.test(text)) {
                source.mistake(pathOf(key), "%s.%s must be %s".formatted(pathOf(key), entry, allowed));
            }
        });
        return secrets;
    }

    /** One of an enum's values, written in lower case with hyphens. */
    <E extends Enum<E>> E choice(String key, E otherwise, Class<E> type) {
        return optionalChoice(key, type).orElse(otherwise);
    }

    /** As {@link #choice}; empty where there is none. */
    <E extends Enum<E>> Optional<E> optionalChoice(String key, Class<E> type) {
        Map<String, E> words = new LinkedHashMap<>();
        for (E value : type.getEnumConstants()) {
            words.put(value.name().toLowerCase(Locale.ROOT).replace('_', '-'), value);
        }
        return value(key, Optional.empty(), "one of " + String.join(", ", words.keySet()), text -> {
            E value = words.get(text.toLowerCase(Locale.ROOT));
            if (value == null) {
                throw new IllegalArgumentException();
            }
            return Optional.of(value);
        });
    }

    /** The full path of a key, for a sentence. */
    String at(String key) {
        return pathOf(key);
    }

    /** A value that has no default. Empty where it is missing or wrong, which is a mistake. */
    <T> Optional<T> required(String key, String allowed, Function<String, T> parser) {
        Optional<String> text = scalar(key, allowed);
        if (text.isEmpty()) {
            source.mistakeAt(node.line(), pathOf(key) + " is missing; it must be " + allowed);
        }
        return text.flatMap(written -> parsed(key, written, allowed, parser));
    }

    void mistake(String key, String what) {
        source.mistake(pathOf(key), what);
    }

    void finish() {
        for (Map.Entry<String, ConfigNode> entry : node.entries().entrySet()) {
            if (known.contains(entry.getKey())) {
                continue;
            }
            String hint = NearestName.to(entry.getKey(), known)
                    .map(near -> "; did you mean " + pathOf(near) + "?")
                    .orElse("; known are " + String.join(", ", known));
            source.mistakeAt(entry.getValue().line(), "unknown key " + pathOf(entry.getKey()) + hint);
        }
    }

    Set<String> known() {
        return known;
    }

    private Optional<String> scalar(String key, String allowed) {
        known.add(key);
        Optional<String> set = inEnvironment ? source.fromEnvironment(pathOf(key)) : Optional.empty();
        ConfigNode found = node.entries().get(key);
        if (set.isPresent() || found == null || isEmpty(found)) {
            return set;
        }
        source.foundOnLine(pathOf(key), found.line());
        if (found instanceof ConfigNode.Scalar scalar) {
            return Optional.of(scalar.text());
        }
        source.mistake(pathOf(key), "%s is %s; it must be %s".formatted(pathOf(key), found.kind(), allowed));
        return Optional.empty();
    }

    private Optional<List<String>> texts(String key, String allowed) {
        known.add(key);
        Optional<String> set = inEnvironment ? source.fromEnvironment(pathOf(key)) : Optional.empty();
        if (set.isPresent()) {
            return set.map(text -> List.of(text.split("\\s*,\\s*")));
        }
        ConfigNode found = node.entries().get(key);
        if (found == null || isEmpty(found)) {
            return Optional.empty();
        }
        source.foundOnLine(pathOf(key), found.line());
        List<ConfigNode> items = found instanceof ConfigNode.Sequence list ? list.items() : List.of(found);
        List<String> texts = new ArrayList<>();
        for (ConfigNode item : items) {
            if (item instanceof ConfigNode.Scalar scalar) {
                texts.add(scalar.text());
            } else {
                source.mistakeAt(
                        item.line(),
                        "%s has an entry that is %s; it must be %s".formatted(pathOf(key), item.kind(), allowed));
            }
        }
        return Optional.of(texts);
    }

    private <T> Optional<T> parsed(String key, String text, String allowed, Function<String, T> parser) {
        try {
            return Optional.of(parser.apply(text));
        } catch (IllegalArgumentException e) {
            boolean says = e.getMessage() != null && !(e instanceof NumberFormatException);
            String why = says ? ": " + e.getMessage() : "";
            source.mistake(pathOf(key), "%s is \"%s\"; it must be %s%s".formatted(pathOf(key), text, allowed, why));
            return Optional.empty();
        }
    }

    private String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static boolean isEmpty(ConfigNode found) {
        return found instanceof ConfigNode.Scalar scalar && scalar.text().isEmpty();
    }
}
