package io.patchbay.gateway.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The keys in which two configurations differ.
 *
 * @param live those that a reload puts into force
 * @param needRestart those that it cannot
 */
public record ConfigChanges(List<String> live, List<String> needRestart) {
    private static final Set<String> LIVE =
            Set.of("access", "rooms", "devices", "trunks", "routes", "tests", "limits", "outbound", "log", "shutdown");

    public ConfigChanges {
        live = List.copyOf(live);
        needRestart = List.copyOf(needRestart);
    }

    public static ConfigChanges between(Configuration older, Configuration newer) {
        List<String> live = new ArrayList<>();
        List<String> needRestart = new ArrayList<>();
        JsonNode before = ConfigPrinter.tree(older);
        JsonNode after = ConfigPrinter.tree(newer);
        for (String section : namesOf(before, after)) {
            List<String> changed = LIVE.contains(section) ? live : needRestart;
            compare(section, before.path(section), after.path(section), changed);
        }
        return new ConfigChanges(live, needRestart);
    }

    public boolean isEmpty() {
        return live.isEmpty() && needRestart.isEmpty();
    }

    /** In one sentence, for the log and the command line. */
    @Override
    public String toString() {
        if (isEmpty()) {
            return "nothing changed";
        }
        List<String> parts = new ArrayList<>();
        if (!live.isEmpty()) {
            parts.add("in force now: " + String.join(", ", live));
        }
        if (!needRestart.isEmpty()) {
            parts.add("only after a restart: " + String.join(", ", needRestart));
        }
        return String.join("; ", parts);
    }

    private static void compare(String path, JsonNode before, JsonNode after, List<String> changed) {
        if (before.isObject() && after.isObject()) {
            for (String name : namesOf(before, after)) {
                compare(path + "." + name, before.path(name), after.path(name), changed);
            }
        } else if (!before.equals(after)) {
            changed.add(path);
        }
    }

    private static Set<String> namesOf(JsonNode before, JsonNode after) {
        Set<String> names = new TreeSet<>();
        before.fieldNames().forEachRemaining(names::add);
        after.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
