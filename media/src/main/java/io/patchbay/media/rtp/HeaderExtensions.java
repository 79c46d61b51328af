package io.patchbay.media.rtp;

/** The URIs of RTP header extensions that we know, as {@code a=extmap} and RTP capabilities name them. */
public final class HeaderExtensions {
    /** Media stream identification: which m-line, or which Producer, a packet belongs to (RFC 9143 §15). */
    public static final String MID = "urn:ietf:params:rtp-hdrext:sdes:mid";

    /** Client-to-mixer audio level (RFC 6464); see {@link AudioLevel}. */
    public static final String AUDIO_LEVEL = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";

    /** When the packet left, 24 bits; see {@link AbsSendTime}. */
    public static final String ABS_SEND_TIME = "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time";

    /** A sequence number over all packets of a transport, 16 bits; see {@link TransportArrivals}. */
    public static final String TRANSPORT_SEQUENCE_NUMBER =
            "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";

    /** Camera orientation (3GPP TS 26.114 §7.4.5). */
    public static final String VIDEO_ORIENTATION = "urn:3gpp:video-orientation";

    private HeaderExtensions() {}
}
