package io.patchbay.sip.jain;

import gov.nist.javax.sip.message.SIPRequest;
import io.patchbay.sip.CallId;
import io.patchbay.sip.Refusal;
import io.patchbay.sip.RefusedRequest;
import io.patchbay.sip.SipApplication;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log and the application of requests turned down, of at most ten a second: a flood costs nothing more. Any thread. */
final class RefusedRequests {
    private static final Logger log = LoggerFactory.getLogger(RefusedRequests.class);
    private static final int PER_SECOND = 10;
    private static final long SECOND = 1_000_000_000L;

    private final SipApplication application;
    private final AtomicLong secondBegan = new AtomicLong(System.nanoTime());
    private final AtomicInteger told = new AtomicInteger();
    private final AtomicLong untold = new AtomicLong();

    RefusedRequests(SipApplication application) {
        this.application = application;
    }

    void add(SIPRequest request, Refusal refusal) {
        if (!isOneOfTheFirst()) {
            untold.incrementAndGet();
            return;
        }
        InetSocketAddress source = ServerExchange.sourceOf(request);
        long others = untold.getAndSet(0);
        log.info(
                "call {}: {} from {} is answered {}: {}{}",
                request.getCallId().getCallId(),
                request.getMethod(),
                source,
                refusal.status(),
                refusal.explanation(),
                others == 0 ? "" : " (and " + others + " others since the last such line)");
        application.onRefused(new RefusedRequest(
                source,
                request.getMethod(),
                new CallId(request.getCallId().getCallId()),
                Uris.read(request.getFrom().getAddress()),
                Uris.read(request.getRequestURI()),
                refusal));
    }

    private boolean isOneOfTheFirst() {
        long now = System.nanoTime();
        long began = secondBegan.get();
        if (now - began >= SECOND && secondBegan.compareAndSet(began, now)) {
            told.set(0);
        }
        return told.incrementAndGet() <= PER_SECOND;
    }
}
