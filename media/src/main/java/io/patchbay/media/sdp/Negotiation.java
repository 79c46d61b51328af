package io.patchbay.media.sdp;

/** How an offer or answer was taken. */
public sealed interface Negotiation {

    /**
     * It works.
     *
     * @param local our description: the answer to send, or the offer that was answered
     */
    record Agreed(SessionDescription local, NegotiatedAudio audio) implements Negotiation {}

    /**
     * It does not.
     *
     * @param reason for the caller (488, Warning), the log and the operator: what was offered and what we have, printable
     *     ASCII on one line
     */
    record Refused(String reason) implements Negotiation {}
}
