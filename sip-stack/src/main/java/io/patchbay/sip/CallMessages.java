package io.patchbay.sip;

import java.util.concurrent.CompletionStage;

/** Sends MESSAGE within one call (RFC 3428). Every method is called on the call's loop. */
public interface CallMessages {

    /** Whether the call is established and the far end's Allow names MESSAGE. */
    boolean areAllowed();

    /**
     * How many bytes the body of one message may have: as many as leave the whole below 1300 bytes, unless it goes straight to
     * the far end over a transport that minds congestion (RFC 3428 §8).
     */
    int largestBody();

    /**
     * Sends one, whatever {@link #areAllowed} says. The call goes on as it was whatever comes of it.
     *
     * @return its final status; 408 where none came in 64*T1, 503 where it could not be sent, 481 where the call isn't
     *     established. Completes on the call's loop
     */
    CompletionStage<Integer> send(Body body);
}
