package io.patchbay.media.ice;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The checks of an agent that are not answered yet. Belongs to it. */
final class PendingChecks {
    private static final long RTO_NANOS = Duration.ofMillis(500).toNanos(); // RFC 8445 §14.3

    private final Map<ByteBuffer, PendingCheck> byTransaction = new HashMap<>();

    /** @param nominating whether it carries USE-CANDIDATE */
    void send(StunRequest request, CandidatePair pair, boolean nominating, IceRole role, long now) {
        Retransmission retransmission = new Retransmission(RTO_NANOS);
        byTransaction.put(request.key(), new PendingCheck(request, pair, nominating, role, retransmission));
        pair.send(request.bytes());
        retransmission.sent(now);
    }

    /** Null where there is none. */
    PendingCheck find(ByteBuffer transaction) {
        return byTransaction.get(transaction);
    }

    void remove(PendingCheck check) {
        byTransaction.remove(check.request().key());
    }

    /** Sends those of {@code pair} no more; answers to them still count (RFC 8445 §7.3.1.4). */
    void cancel(CandidatePair pair) {
        for (PendingCheck check : byTransaction.values()) {
            if (check.pair() == pair) {
                check.retransmission().cancel();
            }
        }
    }

    /** It is known now that {@code pair} works. */
    void removeAllButNominating(CandidatePair pair) {
        byTransaction.values().removeIf(check -> check.pair() == pair && !check.nominating());
    }

    /** {@code pair} is nominated: the others matter no more. */
    void removeOthers(CandidatePair pair) {
        byTransaction.values().removeIf(check -> check.pair() != pair);
    }

    void clear() {
        byTransaction.clear();
    }

    /** Sends again what is due; returns the pairs of which it was sent often enough. */
    List<CandidatePair> repeat(long now) {
        List<CandidatePair> over = List.of();
        for (PendingCheck check : List.copyOf(byTransaction.values())) {
            Retransmission retransmission = check.retransmission();
            if (!retransmission.isDue(now)) {
                continue;
            }
            if (retransmission.isCancelled()) {
                remove(check);
            } else if (retransmission.isOver()) {
                remove(check);
                over = over.isEmpty() ? new ArrayList<>() : over;
                over.add(check.pair());
            } else {
                check.pair().send(check.request().bytes());
                retransmission.sent(now);
            }
        }
        return over;
    }

    /** When to call {@link #repeat} again. */
    long due() {
        long due = Long.MAX_VALUE;
        for (PendingCheck check : byTransaction.values()) {
            due = Math.min(due, check.retransmission().due());
        }
        return due;
    }
}
