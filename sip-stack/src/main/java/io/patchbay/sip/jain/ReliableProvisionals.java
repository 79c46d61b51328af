package io.patchbay.sip.jain;

import gov.nist.javax.sip.header.RAck;
import gov.nist.javax.sip.header.RSeq;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.patchbay.sip.CallLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ThreadLocalRandom;
import javax.sip.InvalidArgumentException;

/**
 * Provisional responses that the caller acknowledges by PRACK, one after the other (RFC 3262 §3). Belongs to its call's loop.
 */
final class ReliableProvisionals {
    static final String OPTION_TAG = "100rel";
    private static final int TIMEOUT_IN_T1 = 64;

    private final CallLoop loop;
    private final Duration t1;
    private final ServerExchange invite;
    private final Runnable onNoPrack;
    private final Deque<SIPResponse> waiting = new ArrayDeque<>(); // the first is on the wire
    private long rseq = ThreadLocalRandom.current().nextLong(1, 10_000);
    private boolean closed;
    private AnswerRetransmission retransmission; // null before the first

    ReliableProvisionals(CallLoop loop, Duration t1, ServerExchange invite, Runnable onNoPrack) {
        this.loop = loop;
        this.t1 = t1;
        this.invite = invite;
        this.onNoPrack = onNoPrack;
    }

    /** Sends it now, or after those before it have been acknowledged. */
    void send(SIPResponse response) {
        Headers.add(response, "Require", OPTION_TAG);
        waiting.add(response);
        if (waiting.size() == 1) {
            transmit();
        }
    }

    private void transmit() {
        SIPResponse response = waiting.element();
        try {
            RSeq header = new RSeq();
            header.setSeqNumber(++rseq);
            response.setHeader(header);
        } catch (InvalidArgumentException e) {
            throw new IllegalStateException("cannot number a provisional response " + rseq, e);
        }
        retransmission = new AnswerRetransmission(
                loop, t1, t1.multipliedBy(TIMEOUT_IN_T1), () -> invite.send(response), onNoPrack);
        retransmission.start();
        invite.send(response);
    }

    /**
     * Takes a PRACK.
     *
     * @return false where it acknowledges nothing that is on the wire: answered 481
     */
    boolean acknowledge(SIPRequest prack) {
        boolean fits = !waiting.isEmpty()
                && prack.getHeader(RAck.NAME) instanceof RAck rack
                && rack.getRSequenceNumber() == rseq
                && rack.getCSequenceNumber() == invite.request().getCSeq().getSeqNumber()
                && "INVITE".equals(rack.getMethod());
        if (!fits) {
            return false;
        }
        retransmission.stop();
        waiting.remove();
        if (!waiting.isEmpty() && !closed) {
            transmit();
        }
        return true;
    }

    /** Whether a session is unacknowledged, so that a 2xx has to wait. */
    boolean holdUpTheAnswer() {
        return !closed && waiting.stream().anyMatch(response -> response.getRawContent() != null);
    }

    /** A final response stops them all; the PRACK of the last one may still come (RFC 3262 §3). */
    void close() {
        closed = true;
        if (retransmission != null) {
            retransmission.stop();
        }
    }
}
