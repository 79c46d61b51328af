package io.patchbay.sip.jain;

import gov.nist.javax.sip.message.SIPRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Tells a request that reached us by two ways, or came round in a circle (RFC 3261 §8.2.2.2): same From tag, Call-ID and
 * CSeq as one seen before, but another branch. Remembers each for 64*T1. Any thread.
 */
final class MergedRequests {
    private final Map<Key, String> branches = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timers;
    private final Duration remember;

    MergedRequests(ScheduledExecutorService timers, Duration t1) {
        this.timers = timers;
        this.remember = t1.multipliedBy(64);
    }

    boolean isSecondCopy(SIPRequest request) {
        Key key = new Key(
                String.valueOf(request.getFromTag()),
                request.getCallId().getCallId(),
                request.getCSeq().getSeqNumber(),
                request.getMethod());
        String first = branches.putIfAbsent(key, request.getTransactionId());
        if (first != null) {
            return !first.equals(request.getTransactionId());
        }
        try {
            timers.schedule(() -> branches.remove(key), remember.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            branches.remove(key); // closing
        }
        return false;
    }

    private record Key(String fromTag, String callId, long cseq, String method) {}
}
