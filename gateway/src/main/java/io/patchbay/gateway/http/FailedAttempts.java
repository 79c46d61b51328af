package io.patchbay.gateway.http;

import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Counts wrong tokens by address: after {@value #ALLOWED} within a minute the address has to wait until that minute is over. */
final class FailedAttempts {
    static final int ALLOWED = 5;

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final int ADDRESSES = 10_000; // of an IPv6 network there is no end

    private final LongSupplier nanoTime;
    private final Map<InetAddress, Minute> minutes = new LinkedHashMap<>() { // guarded by this
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<InetAddress, Minute> eldest) {
                    return size() > ADDRESSES;
                }
            };

    private record Minute(long end, int failed) {}

    FailedAttempts(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Seconds until {@code address} may try again; 0 where it may now. */
    synchronized long secondsToWait(InetAddress address) {
        Minute minute = minutes.get(address);
        long left = minute == null ? 0 : minute.end() - nanoTime.getAsLong();
        if (left <= 0) {
            minutes.remove(address);
            return 0;
        }
        return minute.failed() < ALLOWED ? 0 : Duration.ofNanos(left).toSeconds() + 1;
    }

    synchronized void failed(InetAddress address) {
        long now = nanoTime.getAsLong();
        Minute minute = minutes.get(address);
        boolean running = minute != null && minute.end() - now > 0;
        minutes.put(address, running ? new Minute(minute.end(), minute.failed() + 1) : new Minute(now + MINUTE, 1));
    }
}
