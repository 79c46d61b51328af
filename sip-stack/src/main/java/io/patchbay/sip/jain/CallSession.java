package io.patchbay.sip.jain;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.patchbay.sip.Body;
import io.patchbay.sip.CallId;
import io.patchbay.sip.CallLoop;
import io.patchbay.sip.CallMessages;
import io.patchbay.sip.Credentials;
import io.patchbay.sip.EndReason;
import io.patchbay.sip.EndReason.Side;
import io.patchbay.sip.Refusal;
import io.patchbay.sip.SipCall;
import io.patchbay.sip.SipCallListener;
import io.patchbay.sip.SipUri;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What calls of both directions have in common: the state, BYE, re-INVITE, and the end. Every field belongs to the call's
 * loop: call from it, or post to it.
 */
abstract class CallSession implements SipCall {
    private static final Logger log = LoggerFactory.getLogger(CallSession.class);

    final AgentContext agent;
    private final CallLoop loop;
    private final String localTag = ClientRequests.token(8);
    private final Renegotiation renegotiation = new Renegotiation(this);
    private final DialogRequests requests = new DialogRequests(this, this::credentialsFor);
    private final Transfers transfers = new Transfers(this);
    private final InfoRequests infos = new InfoRequests(this);
    private final InDialogMessages messages = new InDialogMessages(this);
    private final FarEnd farEnd = new FarEnd();
    private final SessionTimer sessionTimer;
    private OfferState offerState = OfferState.IDLE;
    private CallState state = CallState.TRYING;
    private SipDialog dialog; // null until a response has made one
    private SipCallListener listener;
    private EndReason endReason;

    CallSession(AgentContext agent, CallLoop loop) {
        this.agent = agent;
        this.loop = loop;
        this.sessionTimer = new SessionTimer(this, agent.settings().sessionTimer());
    }

    @Override
    public final CallId callId() {
        return loop.callId();
    }

    @Override
    public final CallLoop loop() {
        return loop;
    }

    final CallState state() {
        return state;
    }

    final String localTag() {
        return localTag;
    }

    final SipDialog dialog() {
        return dialog;
    }

    final Renegotiation renegotiation() {
        return renegotiation;
    }

    final DialogRequests requests() {
        return requests;
    }

    final SessionTimer sessionTimer() {
        return sessionTimer;
    }

    final FarEnd farEnd() {
        return farEnd;
    }

    final OfferState offerState() {
        return offerState;
    }

    /** An offer is made, or the one there was is settled. */
    final void offers(OfferState next) {
        loop.assertOwner();
        if (offerState != next && !offerState.canBecome(next)) {
            throw new IllegalStateException(
                    "call " + callId() + ": offer/answer cannot go from " + offerState + " to " + next);
        }
        offerState = next;
    }

    /** Who we are to a far end that challenges a request within the call. */
    Optional<Credentials> credentialsFor(String realm) {
        return listener.credentialsFor(realm);
    }

    final SipCallListener listener() {
        return listener;
    }

    final void setDialog(SipDialog dialog) {
        this.dialog = dialog;
    }

    final void setListener(SipCallListener listener) {
        this.listener = listener;
    }

    @Override
    public final void hangUp(EndReason reason) {
        loop.assertOwner();
        switch (state) {
            case TRYING, EARLY -> giveUp(reason);
            case ANSWERED -> leave(reason); // RFC 3261 §15: no BYE before the ACK
            case ESTABLISHED -> {
                sendBye(reason);
                end(reason);
            }
            case LEAVING, ENDED -> {}
        }
    }

    @Override
    public final boolean mayReoffer() {
        loop.assertOwner();
        boolean mayUpdate = state == CallState.EARLY && dialog != null && farEnd.allows("UPDATE");
        return (state == CallState.ESTABLISHED || mayUpdate) && renegotiation.mayOffer();
    }

    @Override
    public final void reoffer(Body offer) {
        loop.assertOwner();
        if (state != CallState.ESTABLISHED && state != CallState.EARLY) {
            throw new IllegalStateException("call " + callId() + " is " + state + ": there is nothing to re-offer");
        }
        renegotiation.offer(offer);
    }

    /** Ends a call whose INVITE has no final response yet. */
    abstract void giveUp(EndReason reason);

    /** A 2xx that no transaction waits for: the far end missed our ACK, or another branch answered too. */
    void onStrayAnswer(SIPResponse response) {
        renegotiation.onStrayAnswer(response);
    }

    /** An ACK for a 2xx of this dialog. */
    void onAck(SIPRequest ack) {
        renegotiation.onAck(ack);
    }

    /** A request within this dialog. */
    final void onRequest(ServerExchange exchange) {
        SIPRequest request = exchange.request();
        if (state == CallState.ENDED || !isWith(request.getFromTag())) {
            refuse(exchange, 481, "Call/Transaction Does Not Exist", "this call is over or was never");
            return;
        }
        if (!dialog.accepts(request)) {
            refuse(exchange, 500, "Request out of order", "a request of this call with a higher CSeq came before");
            return;
        }
        farEnd.read(request);
        switch (request.getMethod()) {
            case "BYE" -> onBye(exchange);
            case "INVITE" -> renegotiation.onReinvite(exchange);
            case "UPDATE" -> renegotiation.onUpdate(exchange);
            case "PRACK" -> onPrack(exchange);
            case "INFO" -> infos.onInfo(exchange);
            case "MESSAGE" -> messages.onMessage(exchange);
            case "REFER" -> transfers.onRefer(exchange);
            case "NOTIFY" -> transfers.onNotify(exchange);
            case "OPTIONS" -> exchange.send(agent.responses().options(request, localTag));
            default ->
                refuse(exchange, 405, "Method Not Allowed", request.getMethod() + " means nothing within a call here");
        }
    }

    /** Whether the far end has a dialog with us under this tag of its own. */
    boolean isWith(String tag) {
        return dialog != null && dialog.isWith(tag);
    }

    /** Only who calls sends PRACK (RFC 3262 §4). */
    void onPrack(ServerExchange prack) {
        refuse(prack, 481, "Call/Transaction Does Not Exist", "no provisional response of ours waits for a PRACK");
    }

    @Override
    public final void transfer(SipUri target) {
        loop.assertOwner();
        if (state != CallState.ESTABLISHED) {
            throw new IllegalStateException("call " + callId() + " is " + state + ", not established");
        }
        transfers.refer(Uris.text(target));
    }

    @Override
    public final void info(Body body) {
        loop.assertOwner();
        infos.send(body);
    }

    @Override
    public final CallMessages messages() {
        return messages;
    }

    /** Whether an INVITE with Replaces may take this call's place (RFC 3891 §3); the refusal where not. */
    final Optional<Refusal> refusalToReplace(String remoteTag, boolean earlyOnly) {
        if (!isWith(remoteTag) || state.isUnanswered() && isIncoming()) {
            return Optional.of(
                    new Refusal(481, "Call/Transaction Does Not Exist", "the call to be replaced isn't here"));
        }
        if (!state.isLive()) {
            return Optional.of(new Refusal(603, "Decline", "the call to be replaced has ended"));
        }
        return earlyOnly && !state.isUnanswered()
                ? Optional.of(new Refusal(486, "Busy Here", "the call to be replaced is answered already"))
                : Optional.empty();
    }

    private void onBye(ServerExchange exchange) {
        exchange.send(agent.responses().make(exchange.request(), 200, "OK", localTag));
        onByeBeforeAnswer();
        end(new EndReason.HungUp(Side.REMOTE, Headers.reasonOf(exchange.request())));
    }

    /** RFC 3261 §15.1.2: a BYE leaves no request unanswered. */
    void onByeBeforeAnswer() {}

    final void refuse(ServerExchange exchange, int status, String phrase, String why) {
        refuse(exchange, new Refusal(status, phrase, why));
    }

    final void refuse(ServerExchange exchange, Refusal refusal) {
        SIPRequest request = exchange.request();
        log.info(
                "{} from {} is answered {}: {}",
                request.getMethod(),
                exchange.source(),
                refusal.status(),
                refusal.explanation());
        exchange.send(agent.responses().refusal(request, refusal, localTag));
    }

    final void sendBye(EndReason reason) {
        requests.bye(dialog, reason);
    }

    final void become(CallState next) {
        loop.assertOwner();
        if (!state.canBecome(next)) {
            throw new IllegalStateException("call " + callId() + " cannot go from " + state + " to " + next);
        }
        state = next;
    }

    /** Tells the application of the end while CANCEL, or BYE, still waits for what must come first. */
    final void leave(EndReason reason) {
        become(CallState.LEAVING);
        tell(reason);
    }

    /** The end. Where the application has been told of one already, it stays that one: the first reason wins. */
    final void end(EndReason reason) {
        if (state == CallState.ENDED) {
            return;
        }
        become(CallState.ENDED);
        agent.calls().remove(this, localTag);
        renegotiation.close();
        sessionTimer.close();
        released();
        tell(reason);
    }

    /** Timers of the kind of call end here. */
    void released() {}

    private void tell(EndReason reason) {
        if (endReason != null) {
            return;
        }
        endReason = reason;
        log.debug("call ended: {}", reason.text());
        loop.execute(
                () -> { // later: the application may be in the midst of hangUp, or of taking the call
                    if (listener != null) {
                        listener.onEnded(reason);
                    }
                });
    }

    final EndReason endReason() {
        return endReason;
    }
}
