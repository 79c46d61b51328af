package io.patchbay.gateway.call;

import io.patchbay.gateway.room.RoomClosedException;
import io.patchbay.gateway.room.RoomFullException;
import io.patchbay.media.peer.MediaRefusedException;
import io.patchbay.media.peer.NoFreePortException;
import io.patchbay.media.sdp.MalformedSdpException;
import io.patchbay.sip.Refusal;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The refusal that tells a caller what went wrong inside. */
final class Refusals {
    private static final Logger log = LoggerFactory.getLogger(Refusals.class);

    private Refusals() {}

    static Refusal of(String doing, Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof MediaRefusedException) {
            return new Refusal(488, "Not Acceptable Here", cause.getMessage());
        }
        if (cause instanceof MalformedSdpException) {
            return new Refusal(400, "Bad Session Description", cause.getMessage());
        }
        if (cause instanceof RoomFullException) {
            return new Refusal(486, "Busy Here", cause.getMessage());
        }
        if (cause instanceof NoFreePortException || cause instanceof RoomClosedException) {
            return new Refusal(503, "Service Unavailable", cause.getMessage());
        }
        log.error("{} failed", doing, cause);
        return new Refusal(500, "Server Internal Error", doing + " failed; the log says why");
    }
}
