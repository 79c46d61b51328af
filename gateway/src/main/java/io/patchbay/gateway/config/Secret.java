package io.patchbay.gateway.config;

/** A value that is never shown: not in a log, not by {@code patchbay check}, not by the API. */
public record Secret(String reveal) {
    static final String MASK = "********";

    @Override
    public String toString() {
        return MASK;
    }
}
