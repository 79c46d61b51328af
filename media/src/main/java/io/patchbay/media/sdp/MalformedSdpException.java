package io.patchbay.media.sdp;

/** A session description that cannot be read. The message names the line and what is wrong with it. */
public final class MalformedSdpException extends RuntimeException {
    private static final int SHOWN = 80;

    private final int line;

    MalformedSdpException(int line, String text, String fault) {
        super(line == 0 ? "SDP: " + fault : "SDP line %d \"%s\": %s".formatted(line, shown(text), fault));
        this.line = line;
    }

    /** Counted from 1; 0 where the fault is not in one line. */
    public int line() {
        return line;
    }

    /** The text comes from a stranger and goes into logs and headers: short and printable. */
    private static String shown(String text) {
        String safe = Secrets.hide(text);
        String cut = safe.length() > SHOWN ? safe.substring(0, SHOWN) + "..." : safe;
        return cut.replaceAll("[^\\x20-\\x7E]", "?").replace('"', '\'');
    }
}
