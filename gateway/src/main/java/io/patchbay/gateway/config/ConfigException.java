package io.patchbay.gateway.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used: all that is wrong with it. */
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Mistake> mistakes;

    ConfigException(List<Mistake> mistakes) {
        super(mistakes.stream().map(Mistake::toString).collect(Collectors.joining("\n")));
        this.mistakes = List.copyOf(mistakes);
    }

    /** In the order of the file, at least one. */
    public List<Mistake> mistakes() {
        return mistakes;
    }
}
