package io.patchbay.media.dtls;

import io.patchbay.media.srtp.SrtpKeys;

/** Told about a session, on its loop. */
public interface DtlsListener {

    /** Sends a datagram to the other side. */
    void onSend(byte[] datagram);

    void onConnecting();

    void onConnected(SrtpKeys keys);

    /** @param reason a sentence for the log */
    void onFailed(String reason);

    /** The other side ended the session. */
    void onClosedByPeer();

    /** Whom a handshake is with, by address: asked when it begins. One source has but so many at a time. */
    default Object source() {
        return this;
    }
}
