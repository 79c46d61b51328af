package io.patchbay.sip.jain;

import gov.nist.javax.sip.header.RSeq;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.patchbay.sip.Body;
import io.patchbay.sip.CallLoop;
import io.patchbay.sip.Credentials;
import io.patchbay.sip.EndReason;
import io.patchbay.sip.EndReason.Side;
import io.patchbay.sip.OutgoingInvite;
import io.patchbay.sip.Refusal;
import io.patchbay.sip.SipAddress;
import io.patchbay.sip.SipCallListener;
import io.patchbay.sip.SipUri;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import javax.sip.ClientTransaction;
import javax.sip.TransactionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A call that we place: the client's side of INVITE (RFC 3261 §13.2). Belongs to its loop. */
final class OutgoingSession extends CallSession {
    private static final Logger log = LoggerFactory.getLogger(OutgoingSession.class);
    private static final int TIMEOUT_IN_T1 = 64;

    private final OutgoingInvite invite;
    private final InviteAttempts attempts;
    private InviteAttempt attempt; // the one under way, or that was answered
    private ClientTransaction transaction; // of the attempt; null where it could not be sent
    private final EarlyDialogs earlyDialogs = new EarlyDialogs(); // of the attempt
    private SIPRequest ack; // for the 2xx that was taken, sent again where that is
    private Future<?> ringTimer;
    private Future<?> silenceTimer; // null where timer B does
    private Future<?> cancelTimer; // runs once CANCEL is sent

    OutgoingSession(AgentContext agent, CallLoop loop, OutgoingInvite invite, SipCallListener listener) {
        super(agent, loop);
        this.invite = invite;
        this.attempts = new InviteAttempts(agent, loop.callId(), localTag(), invite, sessionTimer());
        this.attempt = attempts.first();
        setListener(listener);
    }

    /** The first task of the loop. */
    void begin() {
        log.debug("calling {} at {}", invite.to().uri(), remoteAddress());
        offers(OfferState.OURS);
        ringTimer = loop().schedule(invite.ringFor(), this::onRungOut);
        send(attempt);
    }

    private void send(InviteAttempt next) {
        attempt = next;
        earlyDialogs.clear();
        setDialog(null);
        transaction = agent.requests()
                .send(
                        next.request(),
                        next.destination(),
                        next.local(),
                        new Exchange(
                                loop(), response -> onResponse(next, response), problem -> onSilence(next, problem)));
        if (!invite.silence().isZero()) {
            awaitFirstWord(next);
        }
    }

    /** Timer B takes 32 s, more than a caller bears: another target may be quicker. */
    private void awaitFirstWord(InviteAttempt of) {
        if (silenceTimer != null) {
            silenceTimer.cancel(false);
        }
        silenceTimer = loop().schedule(invite.silence(), () -> {
            if (transaction != null && transaction.getState() == TransactionState.CALLING) {
                onSilence(of, new EndReason.TimedOut("response to INVITE"));
            }
        });
    }

    @Override
    public SipAddress from() {
        return invite.from();
    }

    @Override
    public SipAddress to() {
        return invite.to();
    }

    @Override
    public SipUri requestUri() {
        return Uris.read(attempts.first().request().getRequestURI());
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return attempt.destination().address();
    }

    @Override
    public boolean isIncoming() {
        return false;
    }

    @Override
    Optional<Credentials> credentialsFor(String realm) {
        return invite.credentials().or(() -> agent.application().credentialsFor(realm, invite));
    }

    private void onResponse(InviteAttempt of, SIPResponse response) {
        int status = response.getStatusCode();
        if (of != attempt || state() == CallState.ENDED && ack == null) {
            if (status / 100 == 2) {
                release(of, response); // an attempt given up as silent was answered after all
            }
        } else if (status < 200) {
            onProvisional(of, response);
        } else if (status < 300) {
            onAnswer(response);
        } else {
            onRefusal(response);
        }
    }

    private void onProvisional(InviteAttempt of, SIPResponse response) {
        if (state() == CallState.LEAVING) {
            cancel();
        } else if (state().isUnanswered() && response.getStatusCode() > 100) {
            Optional<EarlyDialogs.Early> early = earlyDialogs.of(of, response);
            boolean isReliable = FarEnd.requires(response, ReliableProvisionals.OPTION_TAG)
                    && response.getHeader(RSeq.NAME) instanceof RSeq;
            if (isReliable && (early.isEmpty() || !acknowledge(early.get(), response))) {
                return; // a repetition: its PRACK is repeated by itself (RFC 3262 §4)
            }
            become(CallState.EARLY);
            farEnd().read(response);
            Optional<Body> session = BodyReader.read(response).session();
            early.ifPresent(branch -> {
                setDialog(branch.dialog());
                session.ifPresent(branch::offered);
            });
            if (isReliable && session.isPresent()) {
                offers(OfferState.IDLE); // RFC 3262 §5: it is the answer
            }
            listener().onProgress(response.getStatusCode(), session);
        }
    }

    private boolean acknowledge(EarlyDialogs.Early early, SIPResponse response) {
        RSeq rseq = (RSeq) response.getHeader(RSeq.NAME);
        if (!early.isNext(rseq)) {
            return false;
        }
        String rack = rseq.getSeqNumber() + " " + response.getCSeq().getSeqNumber() + " INVITE";
        requests()
                .send(
                        early.dialog(),
                        "PRACK",
                        prack -> Headers.add(prack, "RAck", rack),
                        DialogRequests.Outcome.logged("PRACK"));
        return true;
    }

    /** Each branch that rang may speak; the one that did last is the one that we speak to. */
    @Override
    boolean isWith(String tag) {
        if (ack == null) {
            earlyDialogs.with(tag).ifPresent(this::setDialog);
        }
        return super.isWith(tag);
    }

    private void onAnswer(SIPResponse response) {
        if (ack != null) {
            onStrayAnswer(response);
            return;
        }
        ringTimer.cancel(false);
        setDialog(earlyDialogs.confirmed(attempt, response));
        farEnd().read(response);
        ack = attempt.ack(dialog());
        EndReason fault = state().isUnanswered() ? tellAnswer(response) : null;
        sendAck();
        if (state() == CallState.LEAVING) { // the 2xx crossed our CANCEL, or the application hung up at once
            sendBye(endReason());
            end(endReason());
            return;
        }
        become(CallState.ESTABLISHED);
        sessionTimer().taken(attempt.request(), response);
        if (fault != null) {
            hangUp(fault);
        }
    }

    /** Whatever the application does, its 2xx must be acknowledged. */
    private EndReason tellAnswer(SIPResponse response) {
        become(CallState.ANSWERED);
        offers(OfferState.IDLE);
        try {
            listener().onAnswered(earlyDialogs.session(response));
            return null;
        } catch (RuntimeException e) {
            log.error("the application failed on the answer to this call", e);
            return new EndReason.Failed("taking the answer", String.valueOf(e.getMessage()));
        }
    }

    private void sendAck() {
        agent.requests().sendAck(ack, dialog().destination(), dialog().local());
    }

    @Override
    void onStrayAnswer(SIPResponse response) {
        if (ack == null
                || response.getCSeq().getSeqNumber()
                        != attempt.request().getCSeq().getSeqNumber()) {
            super.onStrayAnswer(response);
        } else if (dialog().isWith(response.getToTag())) {
            sendAck();
        } else {
            release(attempt, response);
        }
    }

    /** A 2xx that came beside the one we took: acknowledged and ended (RFC 3261 §13.2.2.4). */
    private void release(InviteAttempt of, SIPResponse response) {
        SipDialog other = of == attempt ? earlyDialogs.confirmed(of, response) : of.dialog(response);
        agent.requests().sendAck(of.ack(other), other.destination(), other.local());
        requests().bye(other, new EndReason.AnsweredElsewhere());
    }

    private void onRefusal(SIPResponse response) {
        int status = response.getStatusCode();
        if (state() == CallState.LEAVING) {
            end(endReason());
        } else if (state().isUnanswered()) {
            EndReason refused = new EndReason.Refused(
                    Side.REMOTE, new Refusal(status, response.getReasonPhrase(), Headers.reasonOf(response)));
            switch (status) {
                case 401, 407 -> attempts.answering(attempt, response).ifPresentOrElse(this::send, () -> end(refused));
                case 300, 301, 302, 305 ->
                    attempts.redirected(attempt, response).ifPresentOrElse(this::send, () -> end(refused));
                case 422 ->
                    attempts.withLongerSession(attempt, response).ifPresentOrElse(this::send, () -> end(refused));
                case 503 -> {
                    spare(SpareTime.after(response));
                    tryNext(refused);
                }
                case 408, 430, 500, 502, 504 ->
                    tryNext(refused); // RFC 3263 §4.3, RFC 5626 §7, and servers that are out of order
                default -> end(refused);
            }
        }
    }

    private void onSilence(InviteAttempt of, EndReason problem) {
        if (of != attempt) {
            return;
        }
        if (state() == CallState.LEAVING) {
            end(endReason());
        } else if (state().isUnanswered()) {
            spare(SpareTime.OF_SILENCE);
            tryNext(problem);
        }
    }

    private void spare(Duration time) {
        listener().onTargetFailed(attempts.target(attempt), time);
    }

    private void tryNext(EndReason problem) {
        attempts.after(attempt)
                .ifPresentOrElse(
                        next -> {
                            log.info(
                                    "{}: {}; trying {}",
                                    remoteAddress(),
                                    problem.text(),
                                    next.destination().address());
                            send(next);
                        },
                        () -> end(problem));
    }

    private void onRungOut() {
        if (state().isUnanswered()) {
            giveUp(new EndReason.TimedOut("answer"));
        }
    }

    /** CANCEL may be sent only after a provisional response (RFC 3261 §9.1): until one comes, this waits. */
    @Override
    void giveUp(EndReason reason) {
        leave(reason);
        ringTimer.cancel(false);
        if (transaction == null) {
            end(reason);
        } else if (transaction.getState() == TransactionState.PROCEEDING) {
            cancel();
        }
    }

    private void cancel() {
        if (cancelTimer != null) {
            return;
        }
        Exchange nobody = new Exchange(loop(), response -> {}, problem -> {});
        agent.requests().cancel(transaction, attempt.local(), nobody, endReason());
        // RFC 3261 §9.1: without a final response in this time the call counts as cancelled.
        cancelTimer = loop().schedule(agent.settings().timerT1().multipliedBy(TIMEOUT_IN_T1), () -> end(endReason()));
    }

    @Override
    void released() {
        if (ringTimer != null) {
            ringTimer.cancel(false);
        }
        if (silenceTimer != null) {
            silenceTimer.cancel(false);
        }
        if (cancelTimer != null) {
            cancelTimer.cancel(false);
        }
    }
}
