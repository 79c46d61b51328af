package io.patchbay.sip;

import java.util.Optional;

/** A re-INVITE from the far end (RFC 3261 §14.2) that waits for its answer. Methods run on the call's loop. */
public interface Reoffer {

    /** The session offered; empty where the far end wants our offer in the 2xx. */
    Optional<Body> session();

    /** Does nothing where the far end has cancelled its offer, or the call has ended meanwhile. */
    void answer(Body session);

    /** Turns it down; the call goes on with the session it had. */
    void refuse(Refusal refusal);
}
