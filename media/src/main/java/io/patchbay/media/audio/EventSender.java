package io.patchbay.media.audio;

import io.patchbay.media.loop.MediaLoop;
import io.patchbay.media.rtp.HeaderExtensionBlock;

/**
 * Sends keys as telephone-events (RFC 4733 §2.5), in place of audio while they last: an update each tick, all of a key with the
 * timestamp of its beginning, its end three times. Belongs to one thread.
 */
final class EventSender {
    private static final int PAYLOAD = 4;
    private static final int VOLUME = 10; // -10 dBm0
    private static final int END = 0x80;
    private static final int ENDS = 3;
    private static final int KEY_TICKS = DtmfKeys.KEY_MILLIS / MediaLoop.TICK_MILLIS;
    private static final int GAP_TICKS = DtmfKeys.GAP_MILLIS / MediaLoop.TICK_MILLIS;
    private static final int PAUSE_TICKS = DtmfKeys.PAUSE_MILLIS / MediaLoop.TICK_MILLIS;

    private final RtpStream stream;
    private final HeaderExtensionBlock noExtensions = new HeaderExtensionBlock();
    private String keys = "";
    private int next; // of the keys
    private int tick; // of the key at hand, from 0
    private int waiting; // ticks to let audio pass before the next key

    EventSender(RtpStream stream) {
        this.stream = stream;
    }

    /** Sends these after those still waiting. */
    void press(DtmfKeys more) {
        keys = keys.substring(next) + more.text();
        next = 0;
    }

    /** Whether this tick's packet is an event's; to be asked once a tick. */
    boolean takesTick() {
        if (waiting > 0) {
            waiting--;
            return false;
        }
        if (next == keys.length()) {
            return false;
        }
        if (keys.charAt(next) == ',') {
            next++;
            waiting = PAUSE_TICKS - 1;
            return false;
        }
        return true;
    }

    /**
     * Sends the packet of a tick taken.
     *
     * @param units of the stream's timestamp in a tick
     */
    void send(LegFormat.Events format, int units) {
        if (tick == 0) {
            stream.rest(); // the marker begins an event
        }
        tick++;
        packet(DtmfKeys.event(keys.charAt(next)), Math.min(tick, KEY_TICKS), tick >= KEY_TICKS, format);
        if (tick == KEY_TICKS + ENDS - 1) {
            stream.advance(tick * units);
            tick = 0;
            next++;
            waiting = GAP_TICKS - (ENDS - 1);
        }
    }

    private void packet(int event, int ticks, boolean isEnd, LegFormat.Events format) {
        int duration = ticks * MediaLoop.TICK_MILLIS * (format.clockRate() / 1_000);
        byte[] buffer = stream.buffer();
        int at = RtpStream.PAYLOAD_AT;
        buffer[at] = (byte) event;
        buffer[at + 1] = (byte) (VOLUME | (isEnd ? END : 0));
        buffer[at + 2] = (byte) (duration >> 8);
        buffer[at + 3] = (byte) duration;
        stream.send(format.payloadType(), PAYLOAD, noExtensions);
    }
}
