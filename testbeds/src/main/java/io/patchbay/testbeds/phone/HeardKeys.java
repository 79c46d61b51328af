package io.patchbay.testbeds.phone;

/** The keys told by telephone-events: all packets of a press have one timestamp (RFC 4733 §2.2). Any thread. */
final class HeardKeys {
    private static final String KEYS = "0123456789*#ABCD"; // by event number

    private final StringBuilder text = new StringBuilder(); // guarded by this
    private long last = -1; // timestamp; guarded by this

    synchronized void add(int timestamp, int event) {
        long now = Integer.toUnsignedLong(timestamp);
        if (now != last) {
            last = now;
            text.append(event >= 0 && event < KEYS.length() ? KEYS.charAt(event) : '?');
        }
    }

    synchronized String text() {
        return text.toString();
    }
}
