package io.patchbay.media.quality;

import java.util.Objects;

/**
 * How good a call sounds, both directions.
 *
 * @param received what comes from the phone
 * @param sent what goes to it
 * @param roundTripMillis by RTCP, in the mean; NaN before a report
 * @param roundTripMaxMillis the greatest
 */
public record CallQuality(
        ReceivedQuality received, SentQuality sent, double roundTripMillis, double roundTripMaxMillis) {
    public CallQuality {
        Objects.requireNonNull(received, "received");
        Objects.requireNonNull(sent, "sent");
    }
}
