package io.patchbay.sip.jain;

import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPMessageValve;
import io.patchbay.sip.MessageSource;
import io.patchbay.sip.Refusal;
import io.patchbay.sip.SipApplication;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.sip.SipStack;
import javax.sip.header.UserAgentHeader;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees each request before the stack keeps anything for it, and turns away those from addresses that the application does
 * not hear: with a stateless final response (RFC 3261 §8.2.7), whose ACK is dropped here too. Runs on the stack's threads.
 */
final class Gate implements SIPMessageValve {
    private static final Logger log = LoggerFactory.getLogger(Gate.class);

    private final JainStack stack;
    private final SipApplication application;
    private final Responses responses;
    private final BadMessages badMessages;
    private final RefusedRequests refused;
    private final AtomicLong retransmissions = new AtomicLong();

    Gate(
            JainStack stack,
            SipApplication application,
            Responses responses,
            BadMessages badMessages,
            RefusedRequests refused) {
        this.stack = stack;
        this.application = application;
        this.responses = responses;
        this.badMessages = badMessages;
        this.refused = refused;
    }

    /** Requests seen again since the start. */
    long retransmissions() {
        return retransmissions.get();
    }

    @Override
    public boolean processRequest(SIPRequest request, MessageChannel channel) {
        boolean isAck = request.getMethod().equals("ACK");
        if (!isAck && stack.findTransaction(request, true) != null) {
            retransmissions.incrementAndGet();
            return true;
        }
        MessageSource source = ((PeerChannel) channel).source();
        Optional<Refusal> refusal;
        try {
            if (application.ignores(source.address(), request.getMethod(), userAgentOf(request))) {
                return false;
            }
            refusal = application.screen(source, request.getMethod());
            if (refusal.isPresent() && !isAck) {
                StatelessReply.send(request, responses.refusal(request, refusal.get(), StatelessReply.toTag(request)));
                refused.add(request, refusal.get());
            }
        } catch (RuntimeException e) { // the stack would swallow it
            log.debug("screening {} failed", source, e);
            badMessages.add(source.address(), "screening it failed: " + MessageGuard.oneLine(e.toString()));
            return false;
        }
        return refusal.isEmpty();
    }

    private static String userAgentOf(SIPRequest request) {
        return request.getHeader(UserAgentHeader.NAME) instanceof SIPHeader header ? header.getHeaderValue() : "";
    }

    @Override
    public boolean processResponse(Response response, MessageChannel channel) {
        return true;
    }

    @Override
    public void init(SipStack stack) {}

    @Override
    public void destroy() {}
}
