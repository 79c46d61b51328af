package io.patchbay.sip.jain;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;

/**
 * One INVITE to one target.
 *
 * @param index of the target
 * @param proven whether it answers a challenge; a second challenge is a refusal
 */
record InviteAttempt(int index, SIPRequest request, Destination destination, LocalAddress local, boolean proven) {

    /** The dialog that {@code response} makes. */
    SipDialog dialog(SIPResponse response) {
        return SipDialog.asClient(request, response, local, destination);
    }
}
