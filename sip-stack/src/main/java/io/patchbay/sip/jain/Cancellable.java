package io.patchbay.sip.jain;

import io.patchbay.sip.CallLoop;

/** What an INVITE server transaction leads to: where a CANCEL for it goes. */
interface Cancellable {
    CallLoop loop();

    /** On the loop: answers the CANCEL and, where it isn't too late, the INVITE with 487 (RFC 3261 §9.2). */
    void onCancel(ServerExchange cancel);
}
