package io.patchbay.gateway.room;

/** A room ended while somebody was on the way in. */
public final class RoomClosedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RoomClosedException(RoomName name, String reason) {
        super("room %s has ended: %s".formatted(name, reason), null, false, false); // nobody's fault: no stack trace
    }
}
