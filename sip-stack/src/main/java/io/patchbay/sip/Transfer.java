package io.patchbay.sip;

import java.util.Optional;

/** A REFER of the far end (RFC 3515): it wants us to call somebody else. Methods run on the call's loop. */
public interface Transfer {

    /** Whom to call. */
    SipUri target();

    /** The Replaces header that the new call has to bear (RFC 3891), for an attended transfer. */
    Optional<String> replaces();

    /** Takes it with 202. From here on {@link #progress} tells what comes of it. */
    void accept();

    /** Turns it down; the call goes on as it was. */
    void refuse(Refusal refusal);

    /** What the new call came to so far, as a SIP status: 200 and above are the last word. */
    void progress(int status, String phrase);
}
