package io.patchbay.gateway.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A rule of routing; the first that fits a call counts.
 *
 * @param match the user part dialled: {@code *} stands for any text, {@code ?} for one character; capitals count for nothing
 * @param from {@code any}, {@code trunk:NAME} or {@code device:NAME}
 * @param strip how many characters to take off the user part's beginning
 * @param prefix what to put before it then
 * @param to {@code room} for the one that the user part names then, {@code room:NAME}; {@code device} and {@code device:NAME}
 *     likewise; {@code trunk} for any that the number may go through, {@code trunk:NAME};
 *     {@code test:LINE} for a line that testers measure with; or {@code refuse}
 * @param answer what the caller gets before a room answers
 */
public record RouteConfig(String match, String from, int strip, String prefix, String to, AnswerConfig answer) {
    private static final String ORIGIN = "any, trunk:NAME or device:NAME";
    private static final String DESTINATION =
            "room, room:NAME, device, device:NAME, trunk, trunk:NAME, test:echo, test:milliwatt, "
                    + "test:sequence, test:silence or refuse";

    /** One whose room answers at once. */
    public RouteConfig(String match, String from, int strip, String prefix, String to) {
        this(match, from, strip, prefix, to, AnswerConfig.AT_ONCE);
    }

    static List<RouteConfig> readAll(Section top, List<TrunkConfig> trunks, List<DeviceConfig> devices) {
        Set<String> known = new HashSet<>();
        trunks.forEach(trunk -> known.add("trunk:" + trunk.name()));
        devices.forEach(device -> known.add("device:" + device.name()));
        List<RouteConfig> routes = new ArrayList<>();
        for (Section section : top.sections("routes")) {
            Optional<String> match = section.required(
                    "match", "a user part with * for any text and ? for one character", RouteConfig::pattern);
            RouteConfig route = new RouteConfig(
                    match.orElse(""),
                    section.value("from", "any", ORIGIN, RouteConfig::origin),
                    section.integer("strip", 0, 0, 64),
                    section.value("prefix", "", "up to 64 characters", RouteConfig::prefix),
                    section.value("to", "room", DESTINATION, RouteConfig::destination),
                    AnswerConfig.read(section.section("answer")));
            section.finish();
            whoMustBe(known, section, "from", route.from());
            whoMustBe(known, section, "to", route.to());
            match.ifPresent(pattern -> routes.add(route));
        }
        return List.copyOf(routes);
    }

    private static void whoMustBe(Set<String> known, Section section, String key, String value) {
        boolean isNamed = value.startsWith("trunk:") || value.startsWith("device:");
        if (isNamed && !known.contains(value)) {
            String kind = value.substring(0, value.indexOf(':'));
            section.mistake(key, "%s is %s; there is no such %s".formatted(section.at(key), value, kind));
        }
    }

    private static String pattern(String text) {
        if (text.isBlank() || text.length() > 128) {
            throw new IllegalArgumentException();
        }
        return text.toLowerCase(Locale.ROOT);
    }

    private static String prefix(String text) {
        if (text.length() > 64) {
            throw new IllegalArgumentException();
        }
        return text;
    }

    private static String origin(String text) {
        return word(text, List.of("any"), List.of("trunk", "device"));
    }

    private static String destination(String text) {
        List<String> kinds = List.of("room", "device", "trunk");
        String word = text.toLowerCase(Locale.ROOT);
        if (word.startsWith("test:") && TestsConfig.LINES.contains(word.substring("test:".length()))) {
            return word;
        }
        return word.equals("refuse") ? word : word(text, kinds, kinds);
    }

    private static String word(String text, List<String> alone, List<String> kinds) {
        String word = text.toLowerCase(Locale.ROOT);
        int colon = word.indexOf(':');
        boolean known = alone.contains(word)
                || colon > 0
                        && kinds.contains(word.substring(0, colon))
                        && RoomsConfig.isRoomName(word.substring(colon + 1));
        if (!known) {
            throw new IllegalArgumentException();
        }
        return word;
    }
}
