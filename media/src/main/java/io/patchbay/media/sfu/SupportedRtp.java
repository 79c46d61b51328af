package io.patchbay.media.sfu;

import io.patchbay.media.rtp.HeaderExtensions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What routers can do at all: codecs, header extensions with the ids they get, and whether retransmission (RFC 4588) is
 * declared for video.
 */
record SupportedRtp(List<RtpCodecCapability> codecs, List<RtpHeaderExtension> headerExtensions, boolean rtx) {
    /** 1 to 14 in the one-byte form; those that mediasoup uses. */
    private static final int MID_ID = 1;

    private static final int TRANSPORT_SEQUENCE_NUMBER_ID = 5;
    private static final int AUDIO_LEVEL_ID = 10;
    private static final int VIDEO_ORIENTATION_ID = 11;

    /**
     * What this SFU implements. NACKs are answered on the stream's own SSRC, so there is no RTX; congestion feedback goes to
     * those who send to us, so its extension is only received.
     */
    static final SupportedRtp OURS = new SupportedRtp(
            List.of(
                    audio("audio/opus", 48_000, 2),
                    audio("audio/PCMU", 8_000, 1).withPreferredPayloadType(0),
                    audio("audio/PCMA", 8_000, 1).withPreferredPayloadType(8),
                    audio("audio/G722", 8_000, 1).withPreferredPayloadType(9),
                    video("video/VP8", Map.of()),
                    video("video/H264", Map.of("level-asymmetry-allowed", 1))),
            extensions(),
            false);

    /** What a router takes unless told otherwise: what every browser speaks. */
    static final List<RtpCodecCapability> USUAL_CODECS = List.of(
            new RtpCodecCapability(MediaKind.AUDIO, "audio/opus", null, 48_000, 2, Map.of(), List.of()),
            new RtpCodecCapability(MediaKind.VIDEO, "video/VP8", null, 90_000, null, Map.of(), List.of()),
            new RtpCodecCapability(
                    MediaKind.VIDEO,
                    "video/H264",
                    null,
                    90_000,
                    null,
                    Map.of("packetization-mode", 1, "profile-level-id", "42e01f", "level-asymmetry-allowed", 1),
                    List.of()));

    private static RtpCodecCapability audio(String mimeType, int clockRate, int channels) {
        return new RtpCodecCapability(
                MediaKind.AUDIO, mimeType, null, clockRate, channels, Map.of(), List.of(RtcpFeedback.TRANSPORT_CC));
    }

    private static RtpCodecCapability video(String mimeType, Map<String, Object> parameters) {
        return new RtpCodecCapability(
                MediaKind.VIDEO,
                mimeType,
                null,
                90_000,
                null,
                parameters,
                List.of(
                        RtcpFeedback.NACK,
                        RtcpFeedback.PLI,
                        RtcpFeedback.FIR,
                        RtcpFeedback.REMB,
                        RtcpFeedback.TRANSPORT_CC));
    }

    private static List<RtpHeaderExtension> extensions() {
        List<RtpHeaderExtension> extensions = new ArrayList<>();
        for (MediaKind kind : MediaKind.values()) {
            extensions.add(extension(kind, HeaderExtensions.MID, MID_ID, HeaderExtensionDirection.SENDRECV));
            extensions.add(extension(
                    kind,
                    HeaderExtensions.TRANSPORT_SEQUENCE_NUMBER,
                    TRANSPORT_SEQUENCE_NUMBER_ID,
                    HeaderExtensionDirection.RECVONLY));
        }
        extensions.add(extension(
                MediaKind.AUDIO, HeaderExtensions.AUDIO_LEVEL, AUDIO_LEVEL_ID, HeaderExtensionDirection.SENDRECV));
        extensions.add(extension(
                MediaKind.VIDEO,
                HeaderExtensions.VIDEO_ORIENTATION,
                VIDEO_ORIENTATION_ID,
                HeaderExtensionDirection.SENDRECV));
        return List.copyOf(extensions);
    }

    private static RtpHeaderExtension extension(
            MediaKind kind, String uri, int id, HeaderExtensionDirection direction) {
        return new RtpHeaderExtension(kind, uri, id, false, direction);
    }
}
