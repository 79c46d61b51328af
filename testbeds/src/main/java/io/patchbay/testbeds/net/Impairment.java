package io.patchbay.testbeds.net;

import java.time.Duration;

/**
 * What a bad network does to packets.
 *
 * @param loss the share lost, 0 to 1
 * @param duplication the share that comes twice, 0 to 1
 * @param delay that every packet has
 * @param jitter the most that is added to the delay, spread evenly
 * @param reordering whether a packet may overtake an earlier one
 */
public record Impairment(double loss, double duplication, Duration delay, Duration jitter, boolean reordering) {
    public static final Impairment NONE = new Impairment(0, 0, Duration.ZERO, Duration.ZERO, false);

    public Impairment {
        if (loss < 0 || loss > 1 || duplication < 0 || duplication > 1) {
            throw new IllegalArgumentException(
                    "loss %s and duplication %s must lie between 0 and 1".formatted(loss, duplication));
        }
        if (delay.isNegative() || jitter.isNegative()) {
            throw new IllegalArgumentException("delay %s and jitter %s must not be negative".formatted(delay, jitter));
        }
    }

    public static Impairment losing(double share) {
        return new Impairment(share, 0, Duration.ZERO, Duration.ZERO, false);
    }

    public static Impairment jittering(Duration jitter) {
        return new Impairment(0, 0, Duration.ZERO, jitter, true);
    }
}
