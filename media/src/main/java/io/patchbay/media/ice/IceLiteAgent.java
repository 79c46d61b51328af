package io.patchbay.media.ice;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The ICE-lite side of one transport (RFC 8445 §2.5): answers connectivity checks, keeps the paths that passed one, and picks
 * the one to send on. It checks nothing itself and learns the browser's addresses from the checks alone. Belongs to its
 * transport's loop; times are of {@link System#nanoTime}.
 */
public final class IceLiteAgent {
    private static final int MAX_TUPLES = 8;
    private static final int REFUSALS_PER_SECOND = 10;

    private final IceListener listener;
    private final long consentNanos;
    private final List<IceTuple> tuples = new ArrayList<>(); // oldest first
    private final AnswerBudget refusals = new AnswerBudget(REFUSALS_PER_SECOND);
    private IceAgentState state = IceAgentState.NEW;
    private IceCredentials credentials = IceCredentials.random();
    private IceCredentials previous; // good until the new ones are used
    private IceTuple selected;
    private long nomination = -1;
    private long lastCheckNanos;

    /** @param consentTimeout without a check for this long, the other side is gone (RFC 7675 §5.1) */
    public IceLiteAgent(IceListener listener, Duration consentTimeout) {
        this.listener = listener;
        this.consentNanos = consentTimeout.toNanos();
    }

    public IceCredentials credentials() {
        return credentials;
    }

    /** Those from before the last restart while they are still good, or null. */
    public IceCredentials previousCredentials() {
        return previous;
    }

    public IceAgentState state() {
        return state;
    }

    /** The path to send on, or null. */
    public IceTuple selected() {
        return selected;
    }

    /** Makes new credentials (RFC 8445 §2.4); those before stay good until a check with the new ones comes. */
    public IceCredentials restart() {
        if (previous != null) {
            listener.onRetired(previous);
        }
        previous = credentials;
        credentials = IceCredentials.random();
        nomination = -1;
        return credentials;
    }

    /**
     * Handles a message for which {@link StunPacket#isStun} holds and whose {@link StunPacket#localFragment} is ours.
     *
     * @return false where it was malformed or forged
     */
    public boolean onStun(byte[] buffer, int offset, int length, IceTuple from, long nowNanos) {
        if (!StunPacket.isRequest(buffer, offset)) {
            return true; // an indication keeps bindings alive (RFC 8445 §11); we ask nothing, so no response is ours
        }
        BindingRequest request = BindingRequest.parse(buffer, offset, length);
        if (request == null) {
            return false;
        }
        if (!request.isComplete()) {
            refuse(request, 400, "Bad Request", null, from, nowNanos);
            return false;
        }
        IceCredentials used = authenticated(request);
        if (used == null) {
            refuse(request, 401, "Unauthenticated", null, from, nowNanos);
            return false;
        }
        if (request.claimsControlled()) {
            refuse(request, 487, "Role Conflict", used.password(), from, nowNanos);
            return true;
        }
        if (previous != null && used == credentials) {
            listener.onRetired(previous);
            previous = null;
        }
        byte[] answer = request.success(from.remoteAddress(), used.password());
        from.send(answer, 0, answer.length);
        lastCheckNanos = nowNanos;
        checked(from, request.useCandidate(), request.nomination());
        return true;
    }

    private IceCredentials authenticated(BindingRequest request) {
        if (request.isAuthentic(credentials.password())) {
            return credentials;
        }
        return previous != null && request.isAuthentic(previous.password()) ? previous : null;
    }

    private void refuse(BindingRequest request, int code, String reason, String password, IceTuple to, long nowNanos) {
        if (refusals.take(nowNanos)) {
            byte[] answer = request.error(code, reason, password);
            to.send(answer, 0, answer.length);
        }
    }

    private void checked(IceTuple tuple, boolean useCandidate, long nominated) {
        add(tuple);
        boolean nominates = useCandidate || nominated >= 0;
        switch (state) {
            case NEW, DISCONNECTED -> {
                select(tuple);
                nomination = Math.max(nomination, nominated);
                become(nominates ? IceAgentState.COMPLETED : IceAgentState.CONNECTED);
            }
            case CONNECTED -> {
                if (nominates) {
                    select(tuple);
                    nomination = Math.max(nomination, nominated);
                    become(IceAgentState.COMPLETED);
                }
            }
            case COMPLETED -> {
                if (nominated > nomination || useCandidate && nominated < 0) {
                    select(tuple);
                    nomination = Math.max(nomination, nominated);
                }
            }
        }
    }

    private void add(IceTuple tuple) {
        if (tuples.contains(tuple)) {
            return;
        }
        if (tuples.size() == MAX_TUPLES) {
            IceTuple oldest = tuples.get(0) == selected ? tuples.get(1) : tuples.get(0);
            tuples.remove(oldest);
            listener.onTupleRemoved(oldest);
        }
        tuples.add(tuple);
        listener.onTupleAdded(tuple);
    }

    /** Whether a check on this path succeeded. */
    public boolean isValidated(IceTuple tuple) {
        return tuples.contains(tuple);
    }

    /**
     * Notes authentic media or DTLS on a path. A browser that sends on a path means it, also where its nomination of it has
     * not come (yet): RFC 8445 §12.1.
     */
    public void onMedia(IceTuple tuple) {
        if (tuple != selected && selected != null && tuples.contains(tuple)) {
            select(tuple);
        }
    }

    /** A path broke: a TCP connection was closed. */
    public void onTupleClosed(IceTuple tuple) {
        if (!tuples.remove(tuple)) {
            return;
        }
        listener.onTupleRemoved(tuple);
        if (tuple != selected) {
            return;
        }
        if (tuples.isEmpty()) {
            disconnect();
        } else {
            select(tuples.get(tuples.size() - 1)); // the freshest
        }
    }

    /** Ends all paths when no check came for the consent time. Call it once a second or so. */
    public void checkConsent(long nowNanos) {
        if (selected != null && nowNanos - lastCheckNanos > consentNanos) {
            removeTuples();
            disconnect();
        }
    }

    /** Lets go of all paths and credentials; the state stays. */
    public void close() {
        removeTuples();
        selected = null;
        listener.onRetired(credentials);
        if (previous != null) {
            listener.onRetired(previous);
        }
    }

    private void removeTuples() {
        for (IceTuple tuple : tuples) {
            listener.onTupleRemoved(tuple);
        }
        tuples.clear();
    }

    private void disconnect() {
        nomination = -1;
        select(null);
        become(IceAgentState.DISCONNECTED);
    }

    private void select(IceTuple tuple) {
        if (selected != tuple) {
            selected = tuple;
            listener.onSelected(tuple);
        }
    }

    private void become(IceAgentState next) {
        if (!state.canBecome(next)) {
            throw new IllegalStateException("ICE cannot go from %s to %s".formatted(state, next));
        }
        state = next;
        listener.onState(next);
    }
}
