package io.patchbay.sip;

/** What the user agent hears of a {@link SipSocket}. Calls must not overlap; each returns soon. */
public interface SipSocketSession {
    /** One message, whole (RFC 7118 §5.2), or a keep-alive. */
    void onMessage(byte[] message);

    /** It is gone. The last word. */
    void onClosed();
}
