package io.patchbay.sip.jain;

import gov.nist.javax.sip.message.SIPRequest;
import io.patchbay.sip.EndReason;
import io.patchbay.sip.SipSettings;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.sip.ClientTransaction;
import javax.sip.SipException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends requests, each in a client transaction of the stack (RFC 3261 §17.1), or an ACK without one. Any thread. */
final class ClientRequests {
    private static final Logger log = LoggerFactory.getLogger(ClientRequests.class);
    private static final String MAGIC_COOKIE = "z9hG4bK"; // RFC 3261 §8.1.1.7
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SipSettings settings;

    ClientRequests(SipSettings settings) {
        this.settings = settings;
    }

    static String newBranch() {
        return MAGIC_COOKIE + token(12);
    }

    /** A random tag, branch or nonce of {@code bytes} bytes in hexadecimal. */
    static String token(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /**
     * Sends {@code request}; whatever comes of it, a failure to send included, goes to {@code exchange}.
     *
     * @return the transaction, for CANCEL; null where it could not be sent
     */
    ClientTransaction send(SIPRequest request, Destination to, LocalAddress from, Exchange exchange) {
        try {
            from.connect(to);
            request.setHeader(Headers.of("User-Agent", settings.userAgent()));
            request.setApplicationData(LocalAddress.hop(to.address(), to.transport()));
            ClientTransaction transaction = from.provider().getNewClientTransaction(request);
            transaction.setRetransmitTimer((int) settings.timerT1().toMillis());
            transaction.setApplicationData(exchange);
            transaction.sendRequest();
            return transaction;
        } catch (SipException | IOException e) {
            EndReason failed = new EndReason.Failed(
                    "sending " + request.getMethod() + " to " + to.address() + " by " + to.transport(), e.getMessage());
            exchange.loop().execute(() -> exchange.onSilence().accept(failed));
            return null;
        }
    }

    /** Sends CANCEL for {@code invite}, which must have had a provisional response (RFC 3261 §9.1). */
    void cancel(ClientTransaction invite, LocalAddress from, Exchange exchange, EndReason reason) {
        try {
            SIPRequest cancel = (SIPRequest) invite.createCancel();
            cancel.setHeader(Headers.of("User-Agent", settings.userAgent()));
            // RFC 3326 §2: phones take 200 for "answered elsewhere" and show no missed call.
            boolean isHungUp = reason.sipStatus() == 200 && !(reason instanceof EndReason.AnsweredElsewhere);
            int cause = isHungUp ? 487 : reason.sipStatus();
            Headers.addReasons(cancel, cause, reason.text());
            cancel.setApplicationData(((SIPRequest) invite.getRequest()).getApplicationData());
            ClientTransaction transaction = from.provider().getNewClientTransaction(cancel);
            transaction.setRetransmitTimer((int) settings.timerT1().toMillis());
            transaction.setApplicationData(exchange);
            transaction.sendRequest();
        } catch (SipException e) {
            log.warn("cannot send CANCEL: {}", e.getMessage());
        }
    }

    /** Sends an ACK for a 2xx, which is no transaction (RFC 3261 §13.2.2.4). */
    void sendAck(SIPRequest ack, Destination to, LocalAddress from) {
        try {
            from.connect(to);
            ack.setHeader(Headers.of("User-Agent", settings.userAgent()));
            ack.setApplicationData(LocalAddress.hop(to.address(), to.transport()));
            from.provider().sendRequest(ack);
        } catch (SipException | IOException e) {
            // The far end will send its 2xx again, and we the ACK.
            log.warn("cannot send ACK to {} by {}: {}", to.address(), to.transport(), e.getMessage());
        }
    }
}
