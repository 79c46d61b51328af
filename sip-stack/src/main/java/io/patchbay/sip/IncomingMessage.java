package io.patchbay.sip;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A MESSAGE that came in (RFC 3428), within a call or outside of calls. It is to be accepted or refused once, now or within a few
 * seconds; any thread may do so.
 */
public interface IncomingMessage {

    /** Who sent it: the From header. */
    SipAddress from();

    /** Whom it is for; within a call, our Contact. */
    SipUri requestUri();

    MessageSource source();

    /** The device that proved itself by digest for this message; empty where none did, and within calls. */
    Optional<String> authenticatedDevice();

    /**
     * Header fields of the message, in the order they came.
     *
     * @param names those to look for, in any case
     */
    List<HeaderField> headers(Collection<String> names);

    /** Its body with its media type as it was written; empty where it has none. */
    Optional<Body> body();

    /** 200: it was delivered. */
    void accept();

    void refuse(Refusal refusal);

    /**
     * 415, with what would be taken in Accept (RFC 3261 §21.4.13).
     *
     * @param accepted media types
     */
    void refuseType(List<String> accepted, String why);
}
