package io.patchbay.media.ice;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The full side of ICE for one stream of one component (RFC 8445): checks pairs of addresses and answers checks, settles who controls,
 * nominates or takes nominations, and asks for consent from then on (RFC 7675). It has no thread and no socket: its owner hands it
 * what comes, and calls {@link #work} when that is due and after each of the other methods. Times are of {@link System#nanoTime}.
 */
public final class IceFullAgent {
    private static final long PACE_NANOS = Duration.ofMillis(50).toNanos(); // Ta, RFC 8445 §14.2
    private static final long PATIENCE_NANOS =
            Duration.ofMillis(400).toNanos(); // for a better pair than the first that works
    private static final Duration CHECKING = Duration.ofSeconds(30); // how long anything may take to work
    private static final Duration CONSENT = Duration.ofSeconds(30); // RFC 7675 §5.1
    private static final int MAX_EARLY = 8;
    private static final int MAX_CANDIDATES =
            32; // of the other end's: longer lists serve nobody but attackers (§19.5.1)

    private final FullAgentListener listener;
    private final List<IceBase> bases = new ArrayList<>();
    private final CheckAnswers answers = new CheckAnswers();
    private final PendingChecks pending = new PendingChecks();
    private final List<EarlyCheck> early = new ArrayList<>();
    private final Consent consent = new Consent(CONSENT);
    private final IceControl control = new IceControl();
    private FullAgentState state = FullAgentState.NEW;
    private RemoteAgent remote; // null before its description came
    private CheckList list = new CheckList();
    private CandidatePair selected; // of this round
    private CandidatePair before; // what was selected in the round before, as long as nothing else is
    private CandidatePair nominating;
    private long deadline;
    private long nextCheckAt;
    private long firstValidAt;
    private int reflexive; // peer-reflexive candidates seen

    public IceFullAgent(FullAgentListener listener) {
        this.listener = listener;
    }

    public IceCredentials credentials() {
        return answers.credentials();
    }

    public FullAgentState state() {
        return state;
    }

    public IceRole role() {
        return control.role();
    }

    /** Something else of ours that packets may leave from. Before {@link #start}. */
    public void addBase(IceBase base) {
        bases.add(base);
    }

    /** Makes new credentials (RFC 8445 §9), for the next {@link #start}. */
    public void restart() {
        answers.restart();
    }

    /**
     * The other end's description is known: begins to check. Told the same credentials again, only tries candidates that are new.
     *
     * @param begun our role at first; a conflict is resolved by itself
     */
    public void start(RemoteAgent remote, IceRole begun, long now) {
        if (state == FullAgentState.CLOSED) {
            return;
        }
        if (this.remote == null || !this.remote.credentials().equals(remote.credentials())) {
            beginRound(remote.lite() ? IceRole.CONTROLLING : begun, now);
        }
        this.remote = remote;
        remote.candidates().stream().limit(MAX_CANDIDATES).forEach(this::pairUp);
        list.begin();
        for (EarlyCheck check : early) {
            checkedBy(check, now);
        }
        early.clear();
    }

    private void beginRound(IceRole begun, long now) {
        answers.beginRound();
        control.begin(begun);
        before = selected == null ? before : selected;
        selected = null;
        nominating = null;
        consent.end();
        pending.clear();
        list = new CheckList();
        deadline = now + CHECKING.toNanos();
        nextCheckAt = now;
        become(FullAgentState.CHECKING);
    }

    private void pairUp(Candidate candidate) {
        for (IceBase base : bases) {
            if (list.add(base, candidate, control.role()) != null) {
                base.allow(candidate.address());
            }
        }
    }

    /** Whether the other end has shown, by its password, that it is at {@code from}. */
    public boolean isValid(IceBase base, InetSocketAddress from) {
        CandidatePair pair = list.find(base, from);
        boolean works = pair != null && (pair.isHeard() || pair.state() == PairState.SUCCEEDED);
        return works
                || before != null && before.is(base, from)
                || early.stream()
                        .anyMatch(check -> check.base() == base && check.from().equals(from));
    }

    /** Notes authentic media: where several pairs are nominated, the one the controlling end sends on is the one it means. */
    public void onMedia(IceBase base, InetSocketAddress from, long now) {
        if (selected == null || control.controls() || selected.is(base, from)) {
            return;
        }
        CandidatePair pair = list.find(base, from);
        if (pair != null && pair.isNominated() && pair.state() == PairState.SUCCEEDED) {
            select(pair, now);
        }
    }

    /**
     * Handles a message for which {@link StunPacket#isStun} holds.
     *
     * @return false where it was malformed, forged or for somebody else
     */
    public boolean onStun(byte[] buffer, int offset, int length, IceBase base, InetSocketAddress from, long now) {
        if (StunPacket.isRequest(buffer, offset)) {
            return onRequest(buffer, offset, length, base, from, now);
        }
        return !StunPacket.isResponse(buffer, offset) || onResponse(buffer, offset, length, base, from, now);
    }

    private boolean onRequest(byte[] buffer, int offset, int length, IceBase base, InetSocketAddress from, long now) {
        CheckAnswers.Authentic authentic = answers.read(buffer, offset, length, base, from, now);
        if (authentic == null) {
            return false;
        }
        BindingRequest request = authentic.request();
        if (isConflict(request)) {
            answers.refuseRole(authentic, base, from, now);
            return true;
        }
        answers.accept(authentic, base, from);
        long priority = Math.max(1, request.priority() & 0x7FFF_FFFFL);
        EarlyCheck check = new EarlyCheck(base, from, priority, request.useCandidate());
        if (remote != null && authentic.used() == answers.inUse()) {
            checkedBy(check, now);
        } else if (authentic.used() == answers.credentials() && early.size() < MAX_EARLY) {
            early.add(check);
        }
        return true;
    }

    /** RFC 8445 §7.3.1.1. True where the other end is to change its role. */
    private boolean isConflict(BindingRequest request) {
        IceControl.Claim claim = remote == null ? IceControl.Claim.FITS : control.judge(request);
        if (claim == IceControl.Claim.WE_YIELD) {
            control.giveWay();
            changedRole();
        }
        return claim == IceControl.Claim.THEY_YIELD;
    }

    private void changedRole() {
        nominating = null;
        list.sort(control.role());
    }

    /** RFC 8445 §7.3.1.3 to §7.3.1.5: what a check of the other end's tells us. */
    private void checkedBy(EarlyCheck check, long now) {
        CandidatePair pair = list.find(check.base(), check.from());
        if (pair == null) {
            Candidate learned = Candidate.learned(check.from(), check.priority(), reflexive++);
            pair = list.add(check.base(), learned, control.role());
            if (pair == null) {
                return; // too many
            }
            check.base().allow(check.from());
        }
        pair.heard();
        if (state == FullAgentState.FAILED) {
            return;
        }
        if (!control.controls() && check.useCandidate() && !pair.isNominated()) {
            pair.nominate();
            if (pair.state() == PairState.SUCCEEDED) {
                complete(pair, now);
            }
        }
        if (pair.state() != PairState.SUCCEEDED) {
            pending.cancel(pair);
            list.trigger(pair);
        }
    }

    private boolean onResponse(byte[] buffer, int offset, int length, IceBase base, InetSocketAddress from, long now) {
        ByteBuffer key = StunResponse.key(buffer, offset);
        PendingCheck check = pending.find(key);
        boolean isConsent = consent.isAnswer(key);
        if (check == null && !isConsent) {
            return true; // to a request that was sent twice, or that we gave up
        }
        StunResponse response = StunResponse.parse(buffer, offset, length);
        if (response == null || !response.isAuthentic(ConnectivityCheck.key(remote.credentials()))) {
            return false;
        }
        if (isConsent) {
            if (response.isSuccess() && consent.pair().is(base, from)) {
                consent.answered(now);
            }
            return true;
        }
        pending.remove(check);
        if (!response.isSuccess()) {
            rejected(check, response.errorCode());
        } else if (check.pair().is(base, from)) {
            succeeded(check, now);
        } else if (!check.retransmission().isCancelled()) {
            fail(check.pair()); // RFC 8445 §7.2.5.2.1: the way back is another one
        }
        return true;
    }

    private void rejected(PendingCheck check, int code) {
        if (code != 487) {
            if (!check.retransmission().isCancelled()) {
                fail(check.pair());
            }
            return;
        }
        if (check.role() == control.role()) { // RFC 8445 §7.2.5.1
            control.giveWayTo487();
            changedRole();
        }
        list.trigger(check.pair());
    }

    private void fail(CandidatePair pair) {
        if (pair.state() == PairState.FAILED) {
            return;
        }
        if (pair == nominating) {
            nominating = null;
        }
        pair.become(PairState.FAILED);
    }

    private void succeeded(PendingCheck check, long now) {
        CandidatePair pair = check.pair();
        pair.become(PairState.SUCCEEDED);
        pending.removeAllButNominating(pair);
        if (pair != nominating) {
            list.forget(pair);
        }
        list.thaw(pair.foundation());
        if (check.nominating() && control.controls()) {
            pair.nominate();
        }
        if (pair.isNominated()) {
            complete(pair, now);
            return;
        }
        if (state == FullAgentState.CHECKING) {
            firstValidAt = now;
            become(FullAgentState.CONNECTED);
        }
        if (state == FullAgentState.CONNECTED) {
            select(list.bestValid(), now); // any that works may be used before one is nominated: RFC 8445 §12.1.1
        }
    }

    private void complete(CandidatePair pair, long now) {
        boolean first = state != FullAgentState.COMPLETED;
        if (first) {
            become(FullAgentState.COMPLETED);
            list.settle(); // RFC 8445 §8.1.2
            pending.removeOthers(pair);
        }
        if (first || pair.priority(control.role()) > selected.priority(control.role())) {
            select(pair, now);
        }
    }

    private void select(CandidatePair pair, long now) {
        before = null;
        if (pair == selected) {
            return;
        }
        selected = pair;
        consent.begin(pair, now);
        listener.onSelected(pair.base(), pair.remote());
    }

    /** Does what is due; returns when to call again at the latest. */
    public long work(long now) {
        if (remote == null || state == FullAgentState.CLOSED || state == FullAgentState.FAILED) {
            return Long.MAX_VALUE;
        }
        pending.repeat(now).forEach(this::fail);
        nominate(now);
        if (nextCheckAt - now <= 0 && list.hasNext()) {
            check(list.next(), now);
            nextCheckAt = now + PACE_NANOS;
        }
        askForConsent(now);
        if (state == FullAgentState.CHECKING && deadline - now <= 0) {
            become(FullAgentState.FAILED);
            pending.clear();
            listener.onFailed("no way to the other end was found by ICE in %d s; %s"
                    .formatted(CHECKING.toSeconds(), list.summary()));
            return Long.MAX_VALUE;
        }
        return due();
    }

    private long due() {
        long due = Math.min(consent.due(), pending.due());
        if (list.hasNext()) {
            due = Math.min(due, nextCheckAt);
        }
        if (state == FullAgentState.CHECKING) {
            due = Math.min(due, deadline);
        }
        if (state == FullAgentState.CONNECTED && control.controls() && nominating == null && list.bestValid() != null) {
            due = Math.min(due, firstValidAt + PATIENCE_NANOS);
        }
        return due;
    }

    /** Regular nomination (RFC 8445 §8.1.1): the best pair that works, once nothing better is likely to. */
    private void nominate(long now) {
        if (!control.controls() || state != FullAgentState.CONNECTED || nominating != null) {
            return;
        }
        CandidatePair best = list.bestValid();
        if (best != null && (!list.mayImproveOn(best) || now - firstValidAt >= PATIENCE_NANOS)) {
            nominating = best;
            list.trigger(best);
        }
    }

    private void check(CandidatePair pair, long now) {
        boolean nominates = pair == nominating;
        StunRequest request = request(pair, nominates);
        if (pair.state() != PairState.SUCCEEDED) {
            if (pair.state() == PairState.FROZEN) {
                pair.become(PairState.WAITING);
            }
            pair.become(PairState.IN_PROGRESS);
        }
        pending.send(request, pair, nominates, control.role(), now);
    }

    private void askForConsent(long now) {
        if (consent.isLost(now)) {
            CandidatePair lost = consent.pair();
            consent.end();
            become(FullAgentState.FAILED);
            pending.clear();
            listener.onConsentLost(lost.remote(), CONSENT);
        } else if (consent.isDue(now)) {
            StunRequest request = request(consent.pair(), false);
            consent.asked(request, now);
            consent.pair().send(request.bytes());
        }
    }

    private StunRequest request(CandidatePair pair, boolean nominates) {
        return ConnectivityCheck.request(pair, answers.inUse(), remote.credentials(), control, nominates);
    }

    /** Ends all checks. Closing twice is allowed. */
    public void close() {
        pending.clear();
        early.clear();
        consent.end();
        if (state != FullAgentState.CLOSED) {
            become(FullAgentState.CLOSED);
        }
    }

    private void become(FullAgentState next) {
        if (!state.canBecome(next)) {
            throw new IllegalStateException("ICE cannot go from %s to %s".formatted(state, next));
        }
        state = next;
    }
}
