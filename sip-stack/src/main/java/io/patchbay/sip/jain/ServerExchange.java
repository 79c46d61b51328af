package io.patchbay.sip.jain;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.SIPServerTransaction;
import io.patchbay.sip.MessageSource;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Locale;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.header.ContactHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request and its server transaction (RFC 3261 §17.2). Sending may be done on any thread. */
record ServerExchange(SIPRequest request, ServerTransaction transaction, LocalAddress local) {
    private static final Logger log = LoggerFactory.getLogger(ServerExchange.class);

    InetSocketAddress source() {
        return sourceOf(request);
    }

    /** The same with what the transport knows of the sender; only while the transaction lives. */
    MessageSource origin() {
        return ((PeerChannel) request.getMessageChannel()).source();
    }

    static InetSocketAddress sourceOf(SIPRequest request) {
        return new InetSocketAddress(request.getPeerPacketSourceAddress(), request.getPeerPacketSourcePort());
    }

    /** {@code udp}, {@code tcp}, {@code tls}, {@code ws} or {@code wss}. */
    String transport() {
        return request.getMessageChannel() instanceof PeerChannel channel
                ? channel.source().transport()
                : request.getTopmostVia().getTransport().toLowerCase(Locale.ROOT);
    }

    /** The Contact of our responses (RFC 3261 §12.1.1). */
    ContactHeader contact() {
        return local.contact(transport(), Uris.isSecure(request.getRequestURI()));
    }

    void send(SIPResponse response) {
        try {
            transaction.sendResponse(response);
        } catch (SipException | InvalidArgumentException e) {
            // The sender repeats its request or gives up; there is nobody else to tell.
            log.warn(
                    "cannot send {} for {} to {}: {}",
                    response.getStatusCode(),
                    request.getMethod(),
                    source(),
                    e.getMessage());
        }
    }

    /** Sends the last response once more. */
    void resend() {
        try {
            ((SIPServerTransaction) transaction).resendLastResponseAsBytes();
        } catch (IOException e) {
            log.debug("cannot repeat the answer to {} to {}: {}", request.getMethod(), source(), e.getMessage());
        }
    }
}
