package io.patchbay.sip;

import java.net.InetSocketAddress;

/**
 * One INVITE dialog, whichever side began it. Every method is called on {@link #loop()}; none blocks. The listener is
 * told of what the far end does, never of what was asked for here, except that {@code onEnded} always comes, exactly once,
 * as the last word.
 */
public interface SipCall {
    CallId callId();

    CallLoop loop();

    /** Who called: the From header. */
    SipAddress from();

    /** Who was called: the To header. */
    SipAddress to();

    /** What was asked for: the Request-URI of the first INVITE. */
    SipUri requestUri();

    /** Where the INVITE came from, or went to. */
    InetSocketAddress remoteAddress();

    /** Whether the far end began it. */
    boolean isIncoming();

    /**
     * Sends BYE, or CANCEL, or a final refusal (480, or what a {@link EndReason.Refused} says), whichever fits the dialog's
     * state, and tells the listener of the end. What must come first (the ACK before a BYE, a provisional response before a
     * CANCEL) is waited for without the application. Doing it twice is harmless: the first reason stays.
     */
    void hangUp(EndReason reason);

    /**
     * Offers a new session to the far end by re-INVITE (RFC 3261 §14.1). The outcome comes to
     * {@link SipCallListener#onReofferAnswered} or {@link SipCallListener#onReofferRefused}; after glare
     * {@link SipCallListener#onReofferPutOff} comes, and {@link SipCallListener#onReofferDue} when to try again.
     *
     * @throws IllegalStateException while another offer is under way (RFC 3264 §4), or before the call is established
     */
    void reoffer(Body offer);

    /**
     * Asks the far end to call {@code target} instead of us, by REFER (RFC 3515). What comes of it is told to
     * {@link SipCallListener#onTransferProgress}; the call goes on until it is hung up.
     *
     * @throws IllegalStateException before the call is established, or while another transfer is under way
     */
    void transfer(SipUri target);

    /** Sends INFO (RFC 6086) with {@code body}; does nothing before the call is established. */
    void info(Body body);

    /** Text to the far end. */
    CallMessages messages();

    /** Whether {@link #reoffer} is possible now: the call is established (or early, with a far end that takes
     * UPDATE), and no offer is under way. */
    boolean mayReoffer();
}
