package io.patchbay.sip.jain;

import gov.nist.javax.sip.address.GenericURI;
import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.message.SIPRequest;
import java.text.ParseException;
import javax.sip.InvalidArgumentException;
import javax.sip.address.Address;
import javax.sip.address.URI;

/**
 * The parts that every request has (RFC 3261 §8.1.1).
 *
 * @param toTag null outside a dialog
 */
record RequestDraft(
        String method,
        URI requestUri,
        String callId,
        long cseq,
        Address from,
        String fromTag,
        Address to,
        String toTag) {
    private static final int MAX_FORWARDS = 70; // RFC 3261 §8.1.1.6

    SIPRequest write(LocalAddress local, String transport, String branch) {
        try {
            SIPRequest request = new SIPRequest();
            RequestLine line = new RequestLine();
            line.setMethod(method);
            line.setUri((GenericURI) requestUri.clone());
            request.setRequestLine(line);
            request.addHeader(local.via(transport, branch));
            request.setHeader(new MaxForwards(MAX_FORWARDS));
            From fromHeader = new From();
            fromHeader.setAddress((Address) from.clone());
            fromHeader.setTag(fromTag);
            request.setHeader(fromHeader);
            To toHeader = new To();
            toHeader.setAddress((Address) to.clone());
            if (toTag != null) {
                toHeader.setTag(toTag);
            }
            request.setHeader(toHeader);
            CallID id = new CallID();
            id.setCallId(callId);
            request.setHeader(id);
            request.setHeader(new CSeq(cseq, method));
            request.setHeader(local.contact(transport, Uris.isSecure(requestUri)));
            return request;
        } catch (ParseException | InvalidArgumentException e) {
            throw new IllegalStateException("cannot write " + method + " of call " + callId, e);
        }
    }
}
