package io.patchbay.sip.jain;

import gov.nist.javax.sip.message.MessageExt;
import java.util.ListIterator;
import javax.sip.SipException;
import javax.sip.SipStack;
import javax.sip.address.Hop;
import javax.sip.address.Router;
import javax.sip.message.Request;

/** Sends each request where its sender said, by the hop it carries, so that no name is resolved inside the stack. Made by reflection. */
public final class TargetRouter implements Router {

    public TargetRouter(SipStack stack, String outboundProxy) {}

    @Override
    public Hop getNextHop(Request request) throws SipException {
        if (((MessageExt) request).getApplicationData() instanceof Hop hop) {
            return hop;
        }
        throw new SipException("a " + request.getMethod() + " was sent without saying where to");
    }

    @Override
    public Hop getOutboundProxy() {
        return null;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public ListIterator getNextHops(Request request) {
        return null;
    }
}
