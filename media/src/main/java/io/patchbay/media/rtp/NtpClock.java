package io.patchbay.media.rtp;

import java.time.Clock;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * Ties {@link System#nanoTime} to NTP time once, so that all sender reports of a process tell one steady clock even where
 * somebody sets the machine's. Immutable.
 */
public final class NtpClock {
    private static final long NANOS = 1_000_000_000L;

    private final long originNanos;
    private final Instant origin;

    /** @param nanos as {@link System#nanoTime} */
    public NtpClock(Clock wall, LongSupplier nanos) {
        originNanos = nanos.getAsLong();
        origin = wall.instant();
    }

    public static NtpClock system() {
        return new NtpClock(Clock.systemUTC(), System::nanoTime);
    }

    /** The {@link NtpTime} at {@code nowNanos} of the steady clock. */
    public long ntpAt(long nowNanos) {
        long nanos = origin.getNano() + (nowNanos - originNanos);
        return NtpTime.of(origin.getEpochSecond() + Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
    }
}
