package io.patchbay.media.rtp;

/**
 * A VoIP metrics report block (RFC 3611 §4.7): how a receiver hears a stream. What the receiver does not know is {@link #UNKNOWN},
 * where the field can say so.
 *
 * @param lossRate fraction lost since the beginning, in 1/256
 * @param discardRate fraction that came too late, in 1/256
 * @param burstDensity fraction lost or discarded within bursts, in 1/256
 * @param gapDensity fraction lost or discarded between them, in 1/256
 * @param burstMillis mean length of bursts
 * @param gapMillis mean length of gaps
 * @param roundTripMillis 0 where unknown
 * @param endSystemMillis delay within the receiver; 0 where unknown
 * @param signalDbm0 level of speech, -127 to 126
 * @param noiseDbm0 level of silence, -127 to 126
 * @param echoReturnLoss residual, in dB
 * @param gmin how many good packets end a burst
 * @param rating R, 0 to 100
 * @param externalRating R of a network beyond, 0 to 100
 * @param mosListening times ten, 10 to 50
 * @param mosConversational times ten, 10 to 50
 * @param receiverConfiguration concealment and jitter buffer (§4.7.6)
 * @param bufferMillis nominal delay of the jitter buffer
 * @param bufferMaxMillis its delay for the slowest packet so far
 * @param bufferLimitMillis the most that it may become
 */
public record VoipMetrics(
        int lossRate,
        int discardRate,
        int burstDensity,
        int gapDensity,
        int burstMillis,
        int gapMillis,
        int roundTripMillis,
        int endSystemMillis,
        int signalDbm0,
        int noiseDbm0,
        int echoReturnLoss,
        int gmin,
        int rating,
        int externalRating,
        int mosListening,
        int mosConversational,
        int receiverConfiguration,
        int bufferMillis,
        int bufferMaxMillis,
        int bufferLimitMillis) {
    public static final int UNKNOWN = 127;

    /** Standard concealment, adaptive jitter buffer (§4.7.6). */
    public static final int CONCEALING_ADAPTIVE = 0b1111_0000;
}
