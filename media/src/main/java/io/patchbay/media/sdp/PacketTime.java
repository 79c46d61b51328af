package io.patchbay.media.sdp;

import java.util.Optional;

/** How much audio goes into a packet (RFC 8866 §6.4, §6.5), in milliseconds. */
final class PacketTime {
    static final int MIN = 10;
    static final int MAX = 60;

    private PacketTime() {}

    /** What to send to an end that described itself by {@code media}. */
    static int toSend(MediaDescription media, AudioFormat format, int preferred) {
        int wanted = millis(media, "ptime").orElse(preferred);
        int allowed = millis(media, "maxptime").orElse(MAX);
        return fit(Math.min(wanted, allowed), format);
    }

    /** The longest not above {@code millis} that we send in {@code format}; 10 where there is none. */
    static int fit(int millis, AudioFormat format) {
        int fitting = Math.max(MIN, Math.min(MAX, millis / 10 * 10));
        boolean opus = format.equals(AudioFormat.OPUS); // RFC 6716 §2.1.4: frames of 10, 20, 40, 60 ms
        return opus && (fitting == 30 || fitting == 50) ? fitting - 10 : fitting;
    }

    /** Some write fractions (RFC 8866 allows them); nonsense counts as nothing said. */
    private static Optional<Integer> millis(MediaDescription media, String attribute) {
        return media.attribute(attribute).flatMap(value -> {
            try {
                double millis = Double.parseDouble(value);
                return millis >= 1 && millis <= 10_000 ? Optional.of((int) millis) : Optional.empty();
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        });
    }
}
