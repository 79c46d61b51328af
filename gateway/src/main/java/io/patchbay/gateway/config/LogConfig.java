package io.patchbay.gateway.config;

import java.util.Locale;

/** @param level the least important lines that are shown */
public record LogConfig(Level level) {
    /** From the most to the least talkative. */
    public enum Level {
        TRACE,
        DEBUG,
        INFO,
        WARN,
        ERROR
    }

    static LogConfig read(Section section) {
        LogConfig config = new LogConfig(
                section.value("level", Level.INFO, "trace, debug, info, warn or error", LogConfig::level));
        section.finish();
        return config;
    }

    private static Level level(String text) {
        for (Level level : Level.values()) {
            if (level.name().toLowerCase(Locale.ROOT).equals(text)) {
                return level;
            }
        }
        throw new IllegalArgumentException();
    }
}
