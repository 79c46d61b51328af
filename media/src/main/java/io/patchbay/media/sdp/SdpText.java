package io.patchbay.media.sdp;

/** Checks that what is written can be read again: no value may end its line or its field. */
final class SdpText {
    private SdpText() {}

    /** One field: not empty, no white space, no control characters. */
    static String token(String what, String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("SDP " + what + " is empty");
        }
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) <= ' ' || value.charAt(i) == 0x7F) {
                throw new IllegalArgumentException("SDP %s has white space in it: \"%s\"".formatted(what, value));
            }
        }
        return value;
    }

    /** The rest of a line: no line ends, no white space around it. */
    static String line(String what, String value) {
        if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0 || value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("SDP %s has a line end in it: \"%s\"".formatted(what, value));
        }
        if (!value.trim().equals(value)) {
            throw new IllegalArgumentException("SDP %s has white space around it: \"%s\"".formatted(what, value));
        }
        return value;
    }

    static int port(String what, int value) {
        if (value < 0 || value > 65_535) {
            throw new IllegalArgumentException("SDP %s is 0 to 65535, not %d".formatted(what, value));
        }
        return value;
    }

    static int payloadType(int value) {
        if (value < 0 || value > 127) {
            throw new IllegalArgumentException("an RTP payload type is 0 to 127, not " + value);
        }
        return value;
    }
}
