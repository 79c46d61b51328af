package io.patchbay.media.dtls;

import io.patchbay.media.srtp.SrtpKeys;

/** What came of one side of a handshake. */
interface Handshake {
    /** Before a lost flight is sent again, first; Bouncy Castle doubles it each time. */
    int RESEND_MILLIS = 400;

    /** Whether the other side ended the session, by close_notify or by a fatal alert. Any thread. */
    boolean closedByPeer();

    /** Null before the handshake is complete. */
    SrtpKeys keys();
}
