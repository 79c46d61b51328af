package io.patchbay.gateway.config;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used: all that is wrong with it. */
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Mistake> mistakes;

    ConfigException(List<Mistake> mistakes) {
        super(inOrder(mistakes).stream().map(Mistake::toString).collect(Collectors.joining("\n")));
        this.mistakes = inOrder(mistakes);
    }

    /** In the order of the file, then the others; at least one. */
    public List<Mistake> mistakes() {
        return mistakes;
    }

    private static List<Mistake> inOrder(List<Mistake> mistakes) {
        return mistakes.stream()
                .sorted(Comparator.comparingInt(mistake -> mistake.line() == 0 ? Integer.MAX_VALUE : mistake.line()))
                .toList();
    }
}
