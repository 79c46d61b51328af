package io.patchbay.gateway.config;

import java.util.List;
import java.util.Map;

/** A piece of the file and the line it begins on, counted from 1. */
sealed interface ConfigNode {
    int line();

    /** What it is, for a sentence: "a list". */
    String kind();

    /** @param text as written, without quotes; empty where nothing was written */
    record Scalar(String text, int line) implements ConfigNode {
        @Override
        public String kind() {
            return "\"" + text + "\"";
        }
    }

    record Sequence(List<ConfigNode> items, int line) implements ConfigNode {
        @Override
        public String kind() {
            return "a list";
        }
    }

    /** @param entries in the order of the file */
    record Mapping(Map<String, ConfigNode> entries, int line) implements ConfigNode {
        @Override
        public String kind() {
            return "a section";
        }
    }
}
