package io.patchbay.media.ice;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The pairs of an agent's one component and the order in which they are checked (RFC 8445 §6.1.2). Belongs to its agent. */
final class CheckList {
    static final int MAX_PAIRS = 100; // RFC 8445 §6.1.2.5

    private final List<CandidatePair> pairs = new ArrayList<>(); // best first
    private final Deque<CandidatePair> triggered = new ArrayDeque<>();

    /** Adds a pair unless there are too many, or it is there; returns it, or null. */
    CandidatePair add(IceBase base, Candidate remote, IceRole role) {
        CandidatePair known = find(base, remote.address());
        if (known != null) {
            return known;
        }
        // an IPv4 socket sends to no IPv6 address
        boolean fits = base.address().getAddress().getClass()
                == remote.address().getAddress().getClass();
        if (!fits || pairs.size() >= MAX_PAIRS) {
            return null;
        }
        CandidatePair pair = new CandidatePair(base, remote);
        pairs.add(pair);
        sort(role);
        return pair;
    }

    /** After a change of roles, too. */
    void sort(IceRole role) {
        pairs.sort(Comparator.comparingLong((CandidatePair pair) -> pair.priority(role))
                .reversed());
    }

    /** The first of each foundation waits, the others stay frozen until it is known how that one fares (§6.1.2.6). */
    void begin() {
        Set<String> seen = new HashSet<>();
        for (CandidatePair pair : pairs) {
            if (seen.add(pair.foundation()) && pair.state() == PairState.FROZEN) {
                pair.become(PairState.WAITING);
            }
        }
    }

    CandidatePair find(IceBase base, InetSocketAddress remote) {
        for (CandidatePair pair : pairs) {
            if (pair.is(base, remote)) {
                return pair;
            }
        }
        return null;
    }

    List<CandidatePair> pairs() {
        return pairs;
    }

    /** Puts a pair before all that wait for their turn (§7.3.1.4). It must be in no check now. */
    void trigger(CandidatePair pair) {
        if (pair.state() != PairState.SUCCEEDED) {
            pair.become(PairState.WAITING);
        }
        if (!triggered.contains(pair)) {
            triggered.add(pair);
        }
    }

    /** It turned out to work before its turn came. */
    void forget(CandidatePair pair) {
        triggered.remove(pair);
    }

    /** What to check next (§6.1.4.2), or null. */
    CandidatePair next() {
        CandidatePair next = triggered.poll();
        if (next == null) {
            next = first(PairState.WAITING);
        }
        if (next == null) {
            next = firstThawable();
        }
        return next;
    }

    boolean hasNext() {
        return !triggered.isEmpty() || first(PairState.WAITING) != null || firstThawable() != null;
    }

    private CandidatePair first(PairState state) {
        for (CandidatePair pair : pairs) {
            if (pair.state() == state) {
                return pair;
            }
        }
        return null;
    }

    private CandidatePair firstThawable() {
        for (CandidatePair pair : pairs) {
            if (pair.state() == PairState.FROZEN
                    && pairs.stream()
                            .noneMatch(other -> other.state() == PairState.IN_PROGRESS
                                    && other.foundation().equals(pair.foundation()))) {
                return pair;
            }
        }
        return null;
    }

    /** Those that are alike may work as well (§7.2.5.3.3). */
    void thaw(String foundation) {
        for (CandidatePair pair : pairs) {
            if (pair.state() == PairState.FROZEN && pair.foundation().equals(foundation)) {
                pair.become(PairState.WAITING);
            }
        }
    }

    /** One is nominated: what was not begun stays undone. */
    void settle() {
        pairs.removeIf(pair -> !triggered.contains(pair)
                && !pair.isHeard()
                && (pair.state() == PairState.FROZEN || pair.state() == PairState.WAITING));
    }

    /** Whether a better pair than {@code pair} may still turn out to work. */
    boolean mayImproveOn(CandidatePair pair) {
        for (CandidatePair better : pairs) {
            if (better == pair) {
                return false;
            }
            if (better.state() != PairState.FAILED) {
                return true;
            }
        }
        return false;
    }

    /** The best pair that works, or null. */
    CandidatePair bestValid() {
        return first(PairState.SUCCEEDED);
    }

    /** What was tried, for the reason of a failure. */
    String summary() {
        if (pairs.isEmpty()) {
            return "no pair of addresses to check";
        }
        String tried = pairs.stream().limit(6).map(CandidatePair::toString).collect(Collectors.joining(", "));
        return "%d %s checked: %s%s"
                .formatted(
                        pairs.size(),
                        pairs.size() == 1 ? "pair" : "pairs",
                        tried,
                        pairs.size() > 6 ? " and others" : "");
    }
}
