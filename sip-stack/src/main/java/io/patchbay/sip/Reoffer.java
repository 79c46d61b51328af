package io.patchbay.sip;

import java.util.Optional;

/** A session that the far end offers within the call, by re-INVITE (RFC 3261 §14.2) or UPDATE (RFC 3311), and waits for the answer. Methods run on the call's loop. */
public interface Reoffer {

    /** The session offered; empty where the far end wants our offer in the 2xx. */
    Optional<Body> session();

    /**
     * Takes it. The answer belongs into force only where this gives true.
     *
     * @return false where it came too late: the far end has taken its offer back, or the call is over
     */
    boolean answer(Body session);

    /** Whether the far end still waits for the answer. */
    boolean isPending();

    /** Turns it down; the call goes on with the session it had. */
    void refuse(Refusal refusal);
}
