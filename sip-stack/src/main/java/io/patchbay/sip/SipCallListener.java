package io.patchbay.sip;

import java.time.Duration;
import java.util.Optional;

/** What the far end of a {@link SipCall} does. Every method runs on the call's loop. */
public interface SipCallListener {

    /** Outgoing calls: 180, or 183 with a session. May come more than once. */
    default void onProgress(int status, Optional<Body> session) {}

    /** Outgoing calls: the 2xx; the ACK is sent after this returns. */
    default void onAnswered(Optional<Body> session) {}

    /**
     * Outgoing calls: a target was silent, could not be reached, or is out of service (503), and the next one is tried, if there
     * is any (RFC 3263 §4.3).
     *
     * @param spare for how long it had better be spared
     */
    default void onTargetFailed(SipTarget target, Duration spare) {}

    /** Incoming calls: the ACK came. {@code session} is the answer where the 2xx carried the offer. */
    default void onEstablished(Optional<Body> session) {}

    /** The far end offers another session by re-INVITE; {@code offer} must be answered or refused, now or later. */
    void onReoffer(Reoffer offer);

    /**
     * The far end took the session of {@link SipCall#reoffer}; or its ACK answered the one that we gave to a re-INVITE
     * without an offer ({@link Reoffer#session} was empty).
     */
    default void onReofferAnswered(Body session) {}

    /** The far end would not have the session of {@link SipCall#reoffer}; the call goes on as it was. */
    default void onReofferRefused(Refusal refusal) {}

    /**
     * The offer of {@link SipCall#reoffer} collided with one of the far end's, or found it busy (491, 500): it is void, and theirs
     * may come first. {@link #onReofferDue} tells when to offer again.
     */
    default void onReofferPutOff() {}

    /**
     * Make an offer of the session as it is to be now, with {@link SipCall#reoffer}: the wait after {@link #onReofferPutOff} is
     * over, or the session has to be refreshed by re-INVITE (RFC 4028 §7.4). A refresh is told of again until it is taken; a
     * call that is not refreshed ends.
     */
    default void onReofferDue() {}

    /**
     * Who we are to a far end that challenges a request within an incoming call (RFC 3261 §22.2), as its trunk's own calls
     * would be; outgoing ones have the credentials of their INVITE.
     */
    default Optional<Credentials> credentialsFor(String realm) {
        return Optional.empty();
    }

    /** A key was pressed, told by INFO; {@code held} is zero where that isn't known. */
    default void onKey(char key, Duration held) {}

    /**
     * INFO with a body that tells of no key.
     *
     * @return whether it was understood; else it is answered 415
     */
    default boolean onInfo(Body body) {
        return false;
    }

    /** A MESSAGE within the call (RFC 3428): accept or refuse it, now or later. */
    default void onMessage(IncomingMessage message) {
        message.refuse(new Refusal(405, "Method Not Allowed", "messages are not taken within this call"));
    }

    /** The far end wants us to call somebody else (REFER): accept or refuse it, now or later. */
    default void onTransfer(Transfer transfer) {
        transfer.refuse(new Refusal(603, "Decline", "transfers are not taken here"));
    }

    /** What {@link SipCall#transfer} came to so far, as a SIP status: 200 and above are the last word. */
    default void onTransferProgress(int status, String phrase) {}

    /** The call is over, for whatever reason; always the last call, exactly once. */
    void onEnded(EndReason reason);
}
