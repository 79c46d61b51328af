package io.patchbay.gateway.route;

/**
 * Something that was tried or considered for a call.
 *
 * @param kind {@code trunk}, {@code device}, {@code route}, {@code limit}, {@code room}
 * @param name which one
 * @param outcome why it did not fit, or that it did; a sentence's part
 * @param fits whether the call went on with it
 */
public record Attempt(String kind, String name, String outcome, boolean fits) {
    public static Attempt failed(String kind, String name, String why) {
        return new Attempt(kind, name, why, false);
    }

    public static Attempt taken(String kind, String name, String how) {
        return new Attempt(kind, name, how, true);
    }

    @Override
    public String toString() {
        return kind + " " + name + ": " + outcome;
    }
}
