package io.patchbay.gateway.room;

/** A room has as many participants as {@code rooms.max-participants} allows. */
public final class RoomFullException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RoomFullException(RoomName name, int limit) {
        super("room " + name + " is full: it holds " + limit + " participants (rooms.max-participants)");
    }
}
