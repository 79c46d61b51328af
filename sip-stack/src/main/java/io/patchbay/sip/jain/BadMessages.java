package io.patchbay.sip.jain;

import io.patchbay.sip.SipApplication;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what could not be read, and tells of it at most once a second. Any thread. */
final class BadMessages {
    private static final Logger log = LoggerFactory.getLogger(BadMessages.class);
    private static final long TELL_EVERY_NANOS = 1_000_000_000;

    private final SipApplication application;
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong toldAt = new AtomicLong(System.nanoTime() - TELL_EVERY_NANOS);
    private final AtomicLong toldCount = new AtomicLong();

    BadMessages(SipApplication application) {
        this.application = application;
    }

    long count() {
        return count.get();
    }

    void add(InetSocketAddress source, String problem) {
        long now = count.incrementAndGet();
        long time = System.nanoTime();
        long last = toldAt.get();
        if (time - last < TELL_EVERY_NANOS || !toldAt.compareAndSet(last, time)) {
            return;
        }
        long others = now - toldCount.getAndSet(now) - 1;
        log.warn("a bad SIP message from {}: {} ({} more since the last such line)", source, problem, others);
        application.onBadMessage(source, problem);
    }
}
