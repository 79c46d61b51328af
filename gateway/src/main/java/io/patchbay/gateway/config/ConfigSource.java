package io.patchbay.gateway.config;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where values come from while one configuration is read: the file, above it the environment. Collects the mistakes. */
final class ConfigSource {
    static final String PREFIX = "PATCHBAY_";

    private final String file;
    private final Map<String, String> environment;
    private final List<Mistake> mistakes;
    private final Map<String, Place> places = new HashMap<>();
    private final Set<String> knownVariables = new HashSet<>();

    private record Place(String source, int line) {}

    /** @param file its name in messages, also where there is none */
    ConfigSource(String file, Map<String, String> environment, List<Mistake> mistakes) {
        this.file = file;
        this.environment = environment;
        this.mistakes = mistakes;
    }

    /** {@code sip.max-message-size} is {@code PATCHBAY_SIP_MAX_MESSAGE_SIZE}. */
    static String variableOf(String path) {
        return PREFIX + path.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** The value of the environment for {@code path}. An empty variable counts as not set. */
    Optional<String> fromEnvironment(String path) {
        String variable = variableOf(path);
        knownVariables.add(variable);
        String value = environment.get(variable);
        if (value == null || value.isBlank()) {
            return Optional.empty();
        }
        places.put(path, inEnvironment(variable));
        return Optional.of(value.strip());
    }

    void foundOnLine(String path, int line) {
        places.put(path, new Place(file, line));
    }

    void mistake(String path, String what) {
        Place place = places.getOrDefault(path, new Place(file, 0));
        mistakes.add(new Mistake(place.source(), place.line(), what));
    }

    void mistakeAt(int line, String what) {
        mistakes.add(new Mistake(file, line, what));
    }

    /**
     * Reports variables that look like ours and name no value.
     *
     * @param sections the words that follow the prefix; others (of a container, a script) are not our business
     */
    void rejectUnknownVariables(Collection<String> sections) {
        environment.keySet().stream()
                .filter(name -> name.startsWith(PREFIX) && !knownVariables.contains(name))
                .filter(name -> sections.stream().anyMatch(section -> isOf(name, section)))
                .sorted()
                .forEach(name -> mistakes.add(new Mistake(
                        inEnvironment(name).source(),
                        0,
                        NearestName.to(name, knownVariables)
                                .map(near -> "no value has this name; did you mean " + near + "?")
                                .orElse("no value has this name"))));
    }

    private static Place inEnvironment(String variable) {
        return new Place(variable + " (environment)", 0);
    }

    private static boolean isOf(String variable, String section) {
        String start = variableOf(section);
        return variable.equals(start) || variable.startsWith(start + "_");
    }
}
