package io.patchbay.sip.jain;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.patchbay.sip.EndReason;
import io.patchbay.sip.SessionTimerSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The session timer of a call (RFC 4028), in either role: agreed on anew by each INVITE, re-INVITE and UPDATE; refreshes the
 * session halfway where that is ours; ends a call that nobody refreshed. Belongs to its call's loop.
 */
final class SessionTimer implements DialogRequests.Outcome {
    private static final Logger log = LoggerFactory.getLogger(SessionTimer.class);
    private static final Duration LONGEST_MARGIN = Duration.ofSeconds(32); // RFC 4028 §10

    private final CallSession call;
    private final SessionTimerSettings settings;
    private Optional<Duration> minSe = Optional.empty(); // what a 422 asked of us
    private Duration interval; // null before it was agreed on
    private boolean ours; // whether we refresh
    private Future<?> refresh;
    private Future<?> expiry;

    SessionTimer(CallSession call, SessionTimerSettings settings) {
        this.call = call;
        this.settings = settings;
    }

    /** Asks for a session timer in a request of ours. */
    void ask(SIPRequest request) {
        Duration wanted = interval == null ? settings.sessionExpires() : interval;
        Duration asked = minSe.filter(least -> least.compareTo(wanted) > 0).orElse(wanted);
        Optional<Boolean> byClient = interval == null ? Optional.empty() : Optional.of(ours);
        SessionTerms.write(request, asked, byClient, minSe);
    }

    /**
     * Takes what a 422 asks for (RFC 4028 §7.4).
     *
     * @return whether the request is worth repeating
     */
    boolean raise(SIPResponse tooBrief) {
        Duration least = SessionTerms.minSe(tooBrief);
        boolean isMore = minSe.map(before -> least.compareTo(before) > 0).orElse(!least.isZero());
        if (isMore) {
            minSe = Optional.of(least);
        }
        return isMore;
    }

    /** Writes into our 2xx to {@code request} what holds from now on. */
    void grant(SIPRequest request, SIPResponse ok) {
        boolean isEarly = call.state().isUnanswered() && !request.getMethod().equals("INVITE");
        if (isEarly) {
            return; // the session begins with the 2xx to INVITE
        }
        Optional<Boolean> soFar = interval == null ? Optional.empty() : Optional.of(ours);
        SessionTerms terms = SessionTerms.answering(request, settings, soFar);
        terms.write(ok);
        start(terms.interval(), !terms.byClient());
    }

    /** The far end took {@code request} of ours. */
    void taken(SIPRequest request, SIPResponse ok) {
        if (call.state().isUnanswered()) {
            return;
        }
        SessionTerms terms = SessionTerms.answered(request, ok, settings);
        start(terms.interval(), terms.byClient());
    }

    private void start(Duration agreed, boolean byUs) {
        close();
        interval = agreed;
        ours = byUs;
        Duration margin = agreed.dividedBy(3);
        Duration patience = byUs ? Duration.ZERO : margin.compareTo(LONGEST_MARGIN) < 0 ? margin : LONGEST_MARGIN;
        expiry = call.loop().schedule(agreed.minus(patience), this::expire);
        if (byUs) {
            refresh = call.loop().schedule(agreed.dividedBy(2), this::refresh);
        }
    }

    private void refresh() {
        if (call.state() != CallState.ESTABLISHED) {
            tryLater();
        } else if (call.farEnd().allows("UPDATE")) {
            call.requests().send(call.dialog(), "UPDATE", this::write, this);
        } else {
            tryLater(); // unless the re-INVITE is taken before
            if (call.mayReoffer()) {
                call.listener().onReofferDue();
            }
        }
    }

    private void write(SIPRequest update) {
        Capabilities.write(update);
        ask(update);
    }

    private void tryLater() {
        refresh = call.loop().schedule(interval.dividedBy(10), this::refresh);
    }

    @Override
    public void onFinal(SIPRequest update, SIPResponse response) {
        if (!call.state().isLive()) {
            return;
        }
        int status = response.getStatusCode();
        if (status < 300) {
            call.dialog().refreshTarget(response);
            taken(update, response);
            return;
        }
        switch (status) {
            case 408, 481 -> lose("the far end no longer knows this call (" + status + ")");
            case 405, 501 -> {
                call.farEnd().disallow("UPDATE");
                refresh();
            }
            case 422 -> {
                if (raise(response)) {
                    refresh();
                }
            }
            default -> tryLater();
        }
    }

    @Override
    public void onSilence(EndReason reason) {
        if (call.state().isLive()) {
            call.hangUp(new EndReason.TimedOut("answer to UPDATE"));
        }
    }

    private void lose(String why) {
        call.hangUp(new EndReason.Failed("session refresh", why));
    }

    private void expire() {
        if (call.state().isLive()) {
            log.debug("no refresh within the session interval of {} s", interval.toSeconds());
            call.hangUp(new EndReason.TimedOut("session refresh"));
        }
    }

    void close() {
        if (refresh != null) {
            refresh.cancel(false);
        }
        if (expiry != null) {
            expiry.cancel(false);
        }
    }
}
