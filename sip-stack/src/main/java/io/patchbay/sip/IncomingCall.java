package io.patchbay.sip;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A call that came in and waits for our answer. 100 Trying has been sent. */
public interface IncomingCall extends SipCall {

    /** The session that the caller offers; empty where the INVITE had no body (RFC 3261 §13.2.1, offer in the 2xx). */
    Optional<Body> offer();

    /** Where its INVITE came from, with the names that the sender's TLS certificate proves. */
    MessageSource source();

    /** The address-of-record of the device that proved itself by digest for this call; empty where none did. */
    Optional<String> authenticatedDevice();

    /**
     * Header fields of its INVITE, in the order they came; a field that came twice is there twice.
     *
     * @param names those to look for, in any case
     */
    List<HeaderField> headers(Collection<String> names);

    /** The call of ours whose place this one takes (RFC 3891): hang that one up once this one is established. */
    Optional<CallId> replaces();

    /** Sends 180 Ringing. */
    void ring();

    /**
     * Sends 183 Session Progress with the answer, for media before the call is answered: reliably (RFC 3262) where the caller
     * can. {@link #answer} must give the same session. Does nothing where the INVITE had no offer.
     */
    void progress(Body session);

    /**
     * Sends 200 OK with {@code session}, retransmitted until the ACK comes (RFC 3261 §13.3.1.4). Does nothing where the
     * caller has given up meanwhile. A call that is neither answered nor refused within three minutes ends as timed out.
     */
    void answer(Body session);

    /** Ends the call with a final response and a Reason header. */
    void refuse(Refusal refusal);
}
