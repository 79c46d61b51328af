package io.patchbay.gateway.room;

/** A message that a chat does not take; the text says why, in words for its writer. */
public final class ChatRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    ChatRefusedException(Kind kind, String message) {
        super(message, null, false, false); // somebody else's mistake: no stack trace is worth its cost
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** What is wrong with it. */
    public enum Kind {
        MALFORMED,
        TOO_LONG,
        /** Its writer, or all of the room, writes faster than is good. */
        TOO_MANY
    }
}
