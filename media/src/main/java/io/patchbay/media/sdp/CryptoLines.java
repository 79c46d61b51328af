package io.patchbay.media.sdp;

import io.patchbay.media.srtp.SrtpSuite;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The {@code a=crypto} lines of an m-line of the other end: those that we can use, and what speaks against the others. */
final class CryptoLines {
    private static final int MAX_LINES = 16;
    private static final int MAX_FAULTS = 4;

    private final List<CryptoLine> usable = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private int count;

    CryptoLines(MediaDescription media) {
        for (Attribute attribute : media.attributes()) {
            if (attribute.name().equalsIgnoreCase(CryptoLine.NAME) && count < MAX_LINES) {
                count++;
                read(attribute.value());
            }
        }
    }

    private void read(String value) {
        try {
            usable.add(CryptoLine.parse(value));
        } catch (CryptoLine.Unusable e) {
            if (faults.size() < MAX_FAULTS) {
                faults.add(e.getMessage());
            }
        }
    }

    /** In the order of the other end's preference. */
    List<CryptoLine> usable() {
        return usable;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Why none can be used, for a reader. */
    String fault() {
        if (isEmpty()) {
            return "without a key (a=crypto)";
        }
        String known =
                Arrays.stream(SrtpSuite.values()).map(SrtpSuite::sdesName).collect(Collectors.joining(", "));
        return "with no key that can be used: %s; here %s".formatted(String.join(", ", faults), known);
    }
}
