package io.patchbay.media.audio;

/**
 * Tells keys from telephone-event packets (RFC 4733 §2), each press once: its packets share a timestamp, its end comes three
 * times, or never. Belongs to one thread.
 */
final class DtmfReceiver {
    private static final int PAYLOAD = 4;
    private static final String KEYS = "0123456789*#ABCD!"; // RFC 4733 §3.2: events 0 to 16
    private static final long SILENCE_ENDS_NANOS = 250_000_000; // packets of a key held come every 20 to 50 ms
    private static final long FORGET_NANOS = 5_000_000_000L; // then a lower timestamp is no straggler but a restart
    private static final int LONGEST_SEGMENT = 0xFFFF; // §2.5.1.3: a longer press goes on with a new timestamp

    private final DtmfListener listener;
    private boolean known; // an event was seen: the fields below are its
    private boolean down;
    private int event;
    private long timestamp;
    private int duration; // of this segment, in the clock rate
    private int segmentsBefore; // their duration in milliseconds
    private int clockRate;
    private long lastPacketNanos;
    private long presses;

    DtmfReceiver(DtmfListener listener) {
        this.listener = listener;
    }

    /** Takes one packet. One that makes no sense is dropped. */
    void onPacket(
            byte[] buffer, int offset, int length, long timestamp, boolean marker, int clockRate, long arrivalNanos) {
        if (length < PAYLOAD || (buffer[offset] & 0xFF) >= KEYS.length()) {
            return;
        }
        int event = buffer[offset] & 0xFF;
        boolean end = (buffer[offset + 1] & 0x80) != 0;
        int duration = (buffer[offset + 2] & 0xFF) << 8 | buffer[offset + 3] & 0xFF;
        boolean recent = known && arrivalNanos - lastPacketNanos < FORGET_NANOS;
        int ahead = (int) (timestamp - this.timestamp);
        if (recent && ahead < 0) {
            return; // a straggler of a press before
        }
        if (!known || (ahead != 0 && !goesOn(event, ahead, duration, marker))) {
            press(event, clockRate);
        }
        this.timestamp = timestamp;
        this.duration = Math.max(this.duration, duration);
        lastPacketNanos = arrivalNanos;
        if (end) {
            release();
        }
    }

    /** Ends a press whose packets stopped coming. */
    void onTick(long nowNanos) {
        if (down && nowNanos - lastPacketNanos > SILENCE_ENDS_NANOS) {
            release();
        }
    }

    boolean isDown() {
        return down;
    }

    /** Keys so far. */
    long presses() {
        return presses;
    }

    /** Whether a packet of another timestamp belongs to the press at hand. Updates what is known of its length. */
    private boolean goesOn(int event, int ahead, int duration, boolean marker) {
        if (!down || event != this.event || marker) {
            return false;
        }
        if (ahead == LONGEST_SEGMENT || ahead == this.duration && this.duration > LONGEST_SEGMENT / 2) {
            segmentsBefore += millis(ahead);
            this.duration = 0;
            return true;
        }
        return duration > this.duration; // senders that count the timestamp on in each packet of a press
    }

    private void press(int event, int clockRate) {
        release();
        known = true;
        down = true;
        this.event = event;
        this.clockRate = clockRate;
        duration = 0;
        segmentsBefore = 0;
        presses++;
        listener.onKeyDown(KEYS.charAt(event));
    }

    private void release() {
        if (down) {
            down = false;
            listener.onKeyUp(KEYS.charAt(event), segmentsBefore + millis(duration));
        }
    }

    private int millis(int units) {
        return (int) (units * 1_000L / clockRate);
    }
}
