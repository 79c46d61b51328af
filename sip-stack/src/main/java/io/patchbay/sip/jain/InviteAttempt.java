package io.patchbay.sip.jain;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.List;
import javax.sip.header.Header;

/**
 * One INVITE to one target.
 *
 * @param index of the target
 * @param proven whether it answers a challenge; a second challenge is a refusal
 */
record InviteAttempt(int index, SIPRequest request, Destination destination, LocalAddress local, boolean proven) {

    /** The ACK for a 2xx that made {@code dialog}, with the credentials that the INVITE had (RFC 3261 §22.1). */
    SIPRequest ack(SipDialog dialog) {
        SIPRequest ack = dialog.ack(request.getCSeq().getSeqNumber(), ClientRequests.newBranch());
        for (String name : List.of("Authorization", "Proxy-Authorization")) {
            Header credentials = request.getHeader(name);
            if (credentials != null) {
                ack.addHeader((Header) credentials.clone());
            }
        }
        return ack;
    }

    /** The dialog that {@code response} makes. */
    SipDialog dialog(SIPResponse response) {
        return SipDialog.asClient(request, response, local, destination);
    }
}
