package io.patchbay.sip.jain;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import java.io.IOException;
import javax.sip.SipException;
import javax.sip.SipProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests for which nothing is kept (RFC 3261 §8.2.7). */
final class StatelessReply {
    private static final Logger log = LoggerFactory.getLogger(StatelessReply.class);

    private StatelessReply() {}

    /** The To tag for {@code request}: the same for each copy of it, as RFC 3261 §8.2.7 wants. */
    static String toTag(SIPRequest request) {
        return Integer.toHexString(request.getTransactionId().hashCode());
    }

    /** Sends back on the request's connection, or for UDP where its Via says (RFC 3261 §18.2.2). */
    static void send(SIPRequest request, SIPResponse response) {
        MessageChannel channel = (MessageChannel) request.getMessageChannel();
        try {
            if (channel.isReliable()) {
                channel.sendMessage(response);
            } else {
                SipProvider provider =
                        channel.getMessageProcessor().getListeningPoint().getProvider();
                provider.sendResponse(response);
            }
        } catch (IOException | SipException e) {
            log.debug(
                    "cannot send {} to {}: {}",
                    response.getStatusCode(),
                    ServerExchange.sourceOf(request),
                    e.getMessage());
        }
    }
}
