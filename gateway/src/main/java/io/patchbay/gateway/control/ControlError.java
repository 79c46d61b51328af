package io.patchbay.gateway.control;

/** A request that cannot be carried out: the error of its response. */
final class ControlError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Code code;

    ControlError(Code code, String message) {
        super(message, null, false, false); // a client's mistake: no stack trace is worth its cost
        this.code = code;
    }

    Code code() {
        return code;
    }

    /** The words of the protocol. */
    enum Code {
        BAD_REQUEST("bad-request"),
        UNKNOWN_METHOD("unknown-method"),
        NOT_JOINED("not-joined"),
        ALREADY_JOINED("already-joined"),
        NO_SUCH_TRANSPORT("no-such-transport"),
        NO_SUCH_PRODUCER("no-such-producer"),
        NO_SUCH_CONSUMER("no-such-consumer"),
        CANNOT_CONSUME("cannot-consume"),
        BAD_RTP_PARAMETERS("bad-rtp-parameters"),
        TOO_MANY_MESSAGES("too-many-messages"),
        TOO_MANY_CHANGES("too-many-changes"),
        PIN_REQUIRED("pin-required"),
        WRONG_PIN("wrong-pin"),
        ROOM_FULL("room-full"),
        ROOM_CLOSED("room-closed"),
        SEAT_GONE("seat-gone"),
        SHUTTING_DOWN("shutting-down"),
        INTERNAL("internal");

        private final String word;

        Code(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }
}
