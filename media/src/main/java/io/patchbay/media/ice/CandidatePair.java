package io.patchbay.media.ice;

import java.net.InetSocketAddress;

/** One way to try: from a base of ours to an address of the other end's. Belongs to its agent. */
final class CandidatePair {
    private final IceBase base;
    private final long localPriority;
    private final InetSocketAddress remote;
    private final String foundation;
    private long remotePriority;
    private PairState state = PairState.FROZEN;
    private boolean heard; // a check of the other end's came this way
    private boolean nominated; // by a check of the controlling end's, or by one of ours that was answered

    CandidatePair(IceBase base, Candidate remote) {
        this.base = base;
        this.localPriority = base.type().priority(base.localPreference());
        this.remote = remote.address();
        this.remotePriority = remote.priority();
        this.foundation = base.type().token() + base.address() + " " + remote.foundation();
    }

    IceBase base() {
        return base;
    }

    InetSocketAddress remote() {
        return remote;
    }

    String foundation() {
        return foundation;
    }

    boolean is(IceBase base, InetSocketAddress remote) {
        return this.base == base && this.remote.equals(remote);
    }

    /** RFC 8445 §6.1.2.3; both ends come to the same number. */
    long priority(IceRole role) {
        long g = role == IceRole.CONTROLLING ? localPriority : remotePriority;
        long d = role == IceRole.CONTROLLING ? remotePriority : localPriority;
        return (Math.min(g, d) << 32) + 2 * Math.max(g, d) + (g > d ? 1 : 0);
    }

    PairState state() {
        return state;
    }

    void become(PairState next) {
        if (!state.canBecome(next)) {
            throw new IllegalStateException("the pair %s cannot go from %s to %s".formatted(this, state, next));
        }
        state = next;
    }

    boolean isHeard() {
        return heard;
    }

    void heard() {
        heard = true;
    }

    boolean isNominated() {
        return nominated;
    }

    void nominate() {
        nominated = true;
    }

    boolean send(byte[] message) {
        return base.send(message, 0, message.length, remote);
    }

    @Override
    public String toString() {
        return "%s %s to %s".formatted(base.type().token(), base.address(), remote);
    }
}
