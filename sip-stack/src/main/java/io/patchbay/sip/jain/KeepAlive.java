package io.patchbay.sip.jain;

import io.patchbay.sip.KeepAliveSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Keeps one connection open (RFC 5626 §3.5.1): double CRLF where it is us who opened it, which a server that knows it answers with
 * one; a single CRLF, which everybody skips (RFC 3261 §7.5), where the peer did. Belongs to the thread of its connection.
 */
final class KeepAlive {
    private static final byte[] PING = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LINE_BREAK = "\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final Duration PONG_PATIENCE = Duration.ofSeconds(10); // RFC 5626 §4.4.1

    private final boolean isOurs;
    private final long every; // nanoseconds; 0 for never
    private final long patience;
    private long sentAt;
    private boolean awaitsPong;
    private boolean knowsPong; // one came: from now on a missing one tells that the connection is broken

    KeepAlive(KeepAliveSettings settings, boolean isOurs, long now) {
        this.isOurs = isOurs;
        this.every = settings.every().toNanos();
        this.patience = Math.min(every, PONG_PATIENCE.toNanos());
        this.sentAt = now;
    }

    /** What to send, at {@code now} where nothing else was sent since {@code lastSent}; empty where it is not time yet. */
    byte[] due(long now, long lastSent) {
        if (every == 0 || now - Math.max(sentAt, lastSent) < every) {
            return new byte[0];
        }
        sentAt = now;
        awaitsPong = isOurs;
        return isOurs ? PING : LINE_BREAK;
    }

    /** Something came; {@code isBlank} where it was nothing but line breaks. */
    void received(boolean isBlank) {
        knowsPong |= awaitsPong && isBlank;
        awaitsPong = false;
    }

    boolean isBroken(long now) {
        return knowsPong && awaitsPong && now - sentAt >= patience;
    }
}
