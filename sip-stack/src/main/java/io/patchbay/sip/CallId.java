package io.patchbay.sip;

/** The Call-ID of a SIP call (RFC 3261 §8.1.1.4), which every log line of the call carries. */
public record CallId(String value) {
    public CallId {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("a Call-ID cannot be empty (RFC 3261 §8.1.1.4)");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
