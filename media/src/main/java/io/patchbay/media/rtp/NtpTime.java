package io.patchbay.media.rtp;

import java.time.Duration;
import java.time.Instant;

/**
 * NTP timestamps of RTCP (RFC 3550 §4) in a long: seconds since 1900 in the upper 32 bits, their fraction in the lower. The
 * middle 32 bits, "compact", count 1/65536 s and wrap every 18 hours.
 */
public final class NtpTime {
    private static final long SECONDS_1900_TO_1970 = 2_208_988_800L;
    private static final long NANOS = 1_000_000_000L;

    private NtpTime() {}

    public static long of(Instant instant) {
        return of(instant.getEpochSecond(), instant.getNano());
    }

    static long of(long epochSecond, long nanos) {
        return epochSecond + SECONDS_1900_TO_1970 << 32 | (nanos << 32) / NANOS;
    }

    /** The moment of {@code ntpTime}, taken to lie in the era of 1900 to 2036. */
    public static Instant toInstant(long ntpTime) {
        return Instant.ofEpochSecond(
                (ntpTime >>> 32) - SECONDS_1900_TO_1970, ((ntpTime & 0xFFFFFFFFL) * NANOS + (1L << 31)) >>> 32);
    }

    /** The middle 32 bits, as report blocks carry them: 0 to 2^32-1. */
    public static long compact(long ntpTime) {
        return ntpTime >>> 16 & 0xFFFFFFFFL;
    }

    /** A time span in units of 1/65536 s, cut to 32 bits. */
    public static long compactSpan(long nanos) {
        return ((nanos / NANOS << 16) + (nanos % NANOS << 16) / NANOS) & 0xFFFFFFFFL;
    }

    /** The span that {@code compact} units of 1/65536 s are. */
    public static Duration compactToDuration(long compact) {
        return Duration.ofNanos(compact * NANOS >> 16);
    }
}
