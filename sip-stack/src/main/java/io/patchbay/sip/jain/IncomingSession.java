package io.patchbay.sip.jain;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.patchbay.sip.Body;
import io.patchbay.sip.CallId;
import io.patchbay.sip.EndReason;
import io.patchbay.sip.EndReason.Side;
import io.patchbay.sip.HeaderField;
import io.patchbay.sip.IncomingCall;
import io.patchbay.sip.MessageSource;
import io.patchbay.sip.Refusal;
import io.patchbay.sip.SipAddress;
import io.patchbay.sip.SipUri;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A call that came in: the server's side of INVITE (RFC 3261 §13.3). Belongs to its loop. */
final class IncomingSession extends CallSession implements IncomingCall, Cancellable {
    private static final Logger log = LoggerFactory.getLogger(IncomingSession.class);

    /** A caller that vanished while it rang says nothing; what proxies grant between provisional responses (timer C). */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final ServerExchange invite;
    private final MessageSource source;
    private final Optional<Body> offer;
    private final Optional<String> device;
    private final Optional<CallId> replaces;
    private final ReliableProvisionals provisionals;
    private Body heldAnswer; // waits for a PRACK
    private AnswerRetransmission retransmission; // null until answered
    private Future<?> patienceTimer;

    IncomingSession(
            AgentContext agent,
            ServerExchange invite,
            Optional<Body> offer,
            Optional<String> device,
            Optional<CallId> replaces) {
        super(
                agent,
                agent.loops().newLoop(new CallId(invite.request().getCallId().getCallId())));
        this.invite = invite;
        this.source = invite.origin();
        this.offer = offer;
        this.device = device;
        this.replaces = replaces;
        this.provisionals = new ReliableProvisionals(loop(), agent.settings().timerT1(), invite, this::onNoPrack);
        invite.transaction().setApplicationData(this);
    }

    /** The first task of the loop. */
    void begin() {
        SIPRequest request = invite.request();
        setDialog(SipDialog.asServer(
                request, localTag(), invite.local(), new Destination(invite.source(), invite.transport())));
        farEnd().read(request);
        invite.send(agent.responses().make(request, 100, "Trying", localTag()));
        patienceTimer = loop().schedule(PATIENCE, this::onUnanswered);
        log.debug("call from {} at {} to {}", from().uri(), invite.source(), requestUri());
        if (offer.isPresent()) {
            offers(OfferState.THEIRS);
        }
        try {
            setListener(Objects.requireNonNull(agent.application().onIncomingCall(this), "the application's listener"));
        } catch (RuntimeException e) {
            log.error("the application failed to take this call", e);
            giveUp(new EndReason.Failed("taking the call", String.valueOf(e.getMessage())));
        }
    }

    @Override
    public Optional<Body> offer() {
        return offer;
    }

    @Override
    public MessageSource source() {
        return source;
    }

    @Override
    public Optional<String> authenticatedDevice() {
        return device;
    }

    @Override
    public Optional<CallId> replaces() {
        return replaces;
    }

    @Override
    public SipAddress from() {
        return Uris.read(invite.request().getFrom().getAddress());
    }

    @Override
    public SipAddress to() {
        return Uris.read(invite.request().getTo().getAddress());
    }

    @Override
    public SipUri requestUri() {
        return Uris.read(invite.request().getRequestURI());
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return invite.source();
    }

    @Override
    public boolean isIncoming() {
        return true;
    }

    @Override
    public List<HeaderField> headers(Collection<String> names) {
        return Headers.read(invite.request(), names);
    }

    @Override
    public void ring() {
        loop().assertOwner();
        if (state().isUnanswered()) {
            become(CallState.EARLY);
            if (!FarEnd.requires(invite.request(), ReliableProvisionals.OPTION_TAG)) {
                invite.send(withContact(180, "Ringing"));
            } else if (offer.isPresent()) { // else it would have to bear our offer (RFC 3261 §13.2.1)
                provisionals.send(withContact(180, "Ringing"));
            }
        }
    }

    @Override
    public void progress(Body session) {
        loop().assertOwner();
        if (!state().isUnanswered() || offer.isEmpty()) {
            return;
        }
        become(CallState.EARLY);
        SIPResponse progress = withContact(183, "Session Progress");
        Responses.setBody(progress, session);
        if (farEnd().supports(ReliableProvisionals.OPTION_TAG)) {
            offers(OfferState.IDLE);
            provisionals.send(progress);
        } else {
            invite.send(progress);
        }
    }

    @Override
    void onPrack(ServerExchange prack) {
        if (!provisionals.acknowledge(prack.request())) {
            super.onPrack(prack);
            return;
        }
        renegotiation().onPrack(prack);
        if (heldAnswer != null && !provisionals.holdUpTheAnswer() && state().isUnanswered()) {
            sendAnswer(heldAnswer);
        }
    }

    /** RFC 3262 §3. */
    private void onNoPrack() {
        if (state().isUnanswered()) {
            giveUp(new EndReason.Refused(Side.LOCAL, new Refusal(504, "Server Time-out", "no PRACK came in time")));
        }
    }

    @Override
    public void answer(Body session) {
        loop().assertOwner();
        if (!state().isUnanswered()) {
            log.debug("answered too late: the call is {}", state());
            return;
        }
        if (provisionals.holdUpTheAnswer()) {
            heldAnswer = session; // RFC 3262 §3: the session in the 183 comes first
        } else {
            sendAnswer(session);
        }
    }

    private void sendAnswer(Body session) {
        provisionals.close();
        SIPResponse ok = withContact(200, "OK");
        Responses.setBody(ok, session);
        sessionTimer().grant(invite.request(), ok);
        become(CallState.ANSWERED);
        offers(offer.isPresent() ? OfferState.IDLE : OfferState.OURS);
        retransmission = new AnswerRetransmission(loop(), agent.settings().timerT1(), invite::resend, this::onNoAck);
        retransmission.start();
        invite.send(ok);
    }

    private SIPResponse withContact(int status, String phrase) {
        SIPResponse response = agent.responses().make(invite.request(), status, phrase, localTag());
        return agent.responses().withContact(response, invite.contact());
    }

    @Override
    public void refuse(Refusal refusal) {
        loop().assertOwner();
        if (state().isUnanswered()) {
            giveUp(new EndReason.Refused(Side.LOCAL, refusal));
        }
    }

    private void onUnanswered() {
        if (state().isUnanswered()) {
            giveUp(new EndReason.TimedOut("answer"));
        }
    }

    @Override
    void giveUp(EndReason reason) {
        sendFinal(refusalFor(reason));
        end(reason);
    }

    private void sendFinal(Refusal refusal) {
        provisionals.close();
        invite.send(agent.responses().refusal(invite.request(), refusal, localTag()));
    }

    private static Refusal refusalFor(EndReason reason) {
        if (reason instanceof EndReason.Refused refused) {
            return refused.refusal();
        }
        return reason instanceof EndReason.Failed
                ? new Refusal(500, "Server Internal Error", reason.text())
                : new Refusal(480, "Temporarily Unavailable", reason.text());
    }

    @Override
    public void onCancel(ServerExchange cancel) {
        cancel.send(agent.responses().make(cancel.request(), 200, "OK", localTag()));
        if (!state().isUnanswered()) {
            return; // RFC 3261 §9.2: too late, it changes nothing
        }
        EndReason cancelled = new EndReason.Cancelled(Side.REMOTE, Headers.reasonOf(cancel.request()));
        sendFinal(new Refusal(487, "Request Terminated", cancelled.text()));
        end(cancelled);
    }

    @Override
    void onByeBeforeAnswer() {
        if (state().isUnanswered()) {
            sendFinal(new Refusal(487, "Request Terminated", "the caller sent BYE before an answer"));
        }
    }

    @Override
    void onAck(SIPRequest ack) {
        if (ack.getCSeq().getSeqNumber() != invite.request().getCSeq().getSeqNumber()) {
            super.onAck(ack);
            return;
        }
        switch (state()) {
            case ANSWERED -> {
                retransmission.stop();
                become(CallState.ESTABLISHED);
                offers(OfferState.IDLE);
                listener().onEstablished(BodyReader.read(ack).session());
            }
            case LEAVING -> {
                sendBye(endReason());
                end(endReason());
            }
            default -> {} // a repeated ACK
        }
    }

    /** RFC 3261 §13.3.1.4: the dialog is confirmed, but the session ends. */
    private void onNoAck() {
        EndReason reason = endReason() == null ? new EndReason.TimedOut("ACK") : endReason();
        sendBye(reason);
        end(reason);
    }

    @Override
    void released() {
        provisionals.close();
        if (patienceTimer != null) {
            patienceTimer.cancel(false);
        }
        if (retransmission != null) {
            retransmission.stop();
        }
    }
}
