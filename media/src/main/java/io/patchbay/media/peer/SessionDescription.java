package io.patchbay.media.peer;

import io.patchbay.media.sdp.Secrets;
import java.util.Objects;

/**
 * A side's view of the session.
 *
 * @param sdp RFC 8866 text; empty for a rollback
 */
public record SessionDescription(SdpType type, String sdp) {
    public SessionDescription {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(sdp, "sdp");
    }

    /** Without the keys that the text may carry. */
    @Override
    public String toString() {
        return type + " " + Secrets.hide(sdp);
    }

    public static SessionDescription offer(String sdp) {
        return new SessionDescription(SdpType.OFFER, sdp);
    }

    /** Takes the offer back that is under way. */
    public static SessionDescription rollback() {
        return new SessionDescription(SdpType.ROLLBACK, "");
    }

    public static SessionDescription answer(String sdp) {
        return new SessionDescription(SdpType.ANSWER, sdp);
    }
}
