package io.patchbay.sip.jain;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Nonces that prove by a MAC that we made them and when, so that handing them out costs no memory; only one that a right
 * digest was made with is kept, with its highest count, against replay (RFC 7616 §3.4, nc). Any thread.
 */
final class Nonces {
    static final Duration LIFETIME = Duration.ofMinutes(5);

    private static final Duration SWEEP_EVERY = Duration.ofSeconds(10);

    /** What a nonce in a request is worth. */
    enum Verdict {
        FRESH,
        EXPIRED, // ours, but too old or its count was used before
        FOREIGN // not ours
    }

    private static final String MAC = "HmacSHA256";
    private static final int TIME_DIGITS = 16;
    private static final int MAC_DIGITS = 32;

    private final SecretKeySpec key;
    private final Clock clock;
    private final Map<String, Long> highestCounts = new ConcurrentHashMap<>();
    private final AtomicLong nextSweep = new AtomicLong(); // in milliseconds since 1970

    Nonces(Clock clock) {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        this.key = new SecretKeySpec(secret, MAC);
        this.clock = clock;
    }

    String next() {
        // The low bits are random: two challenges of the same millisecond must not share a count.
        long stamp = clock.millis() << 16 | new SecureRandom().nextInt(1 << 16);
        String time = HexFormat.of().toHexDigits(stamp);
        return time + mac(time);
    }

    Verdict judge(String nonce) {
        if (nonce.length() != TIME_DIGITS + MAC_DIGITS || !nonce.chars().allMatch(HexFormat::isHexDigit)) {
            return Verdict.FOREIGN;
        }
        String time = nonce.substring(0, TIME_DIGITS);
        byte[] claimed = nonce.substring(TIME_DIGITS).getBytes(StandardCharsets.US_ASCII);
        if (!MessageDigest.isEqual(mac(time).getBytes(StandardCharsets.US_ASCII), claimed)) {
            return Verdict.FOREIGN;
        }
        return isExpired(time) ? Verdict.EXPIRED : Verdict.FRESH;
    }

    private boolean isExpired(String time) {
        long madeAt = HexFormat.fromHexDigitsToLong(time) >>> 16;
        return clock.millis() - madeAt > LIFETIME.toMillis();
    }

    /**
     * Takes note of a right digest made with {@code nonce}.
     *
     * @param count the nc parameter; 1 for a client that doesn't count, which may use a nonce once
     * @return whether the count is higher than any before
     */
    boolean use(String nonce, long count) {
        forgetExpired();
        boolean[] taken = new boolean[1];
        highestCounts.compute(nonce, (same, highest) -> {
            taken[0] = highest == null || count > highest;
            return taken[0] ? Long.valueOf(count) : highest;
        });
        return taken[0];
    }

    /** Now and then: going through all of them at each use would cost the more the more devices there are. */
    private void forgetExpired() {
        long now = clock.millis();
        long due = nextSweep.get();
        if (now >= due && nextSweep.compareAndSet(due, now + SWEEP_EVERY.toMillis())) {
            highestCounts.keySet().removeIf(known -> isExpired(known.substring(0, TIME_DIGITS)));
        }
    }

    private String mac(String time) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            byte[] full = mac.doFinal(time.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(full, 0, MAC_DIGITS / 2);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + MAC, e);
        }
    }
}
