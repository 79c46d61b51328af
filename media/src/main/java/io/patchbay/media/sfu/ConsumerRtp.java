package io.patchbay.media.sfu;

import io.patchbay.media.rtp.HeaderExtensions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;

/** Who can receive a stream of a router, and how it looks to them: mediasoup's rules, as in {@link Ortc}. Pure functions. */
final class ConsumerRtp {
    private ConsumerRtp() {}

    /** Whether a receiver with {@code capabilities} can take a stream that is offered as {@code consumable}. */
    static boolean canConsume(RtpParameters consumable, RtpCapabilities capabilities) {
        RtpCodecParameters first = Ortc.find(consumable.codecs(), codec -> match(codec, capabilities) != null);
        return first != null && !first.isRtx();
    }

    /**
     * A stream as one receiver gets it.
     *
     * @param retransmits whether NACKs are answered
     * @param ssrcs gives the SSRC it gets
     * @throws UnsupportedRtpException where the receiver has none of its codecs
     */
    static RtpParameters parameters(
            RtpParameters consumable, RtpCapabilities capabilities, boolean retransmits, LongSupplier ssrcs) {
        List<RtpCodecParameters> codecs = new ArrayList<>();
        for (RtpCodecParameters codec : consumable.codecs()) {
            RtpCodecCapability match = codec.isRtx() && !retransmits ? null : match(codec, capabilities);
            if (match != null) {
                codecs.add(codec.withRtcpFeedback(match.rtcpFeedback().stream()
                        .filter(feedback -> retransmits
                                || !feedback.type().equals("nack")
                                || !feedback.parameter().isEmpty())
                        .toList()));
            }
        }
        codecs.removeIf(codec -> codec.isRtx()
                && codecs.stream()
                        .noneMatch(media -> !media.isRtx()
                                && media.payloadType().equals(codec.parameters().get("apt"))));
        if (codecs.isEmpty() || codecs.get(0).isRtx()) {
            throw new UnsupportedRtpException("no codec in common: the stream has %s, the receiver takes %s"
                    .formatted(Ortc.names(consumable.codecs()), Ortc.names(capabilities.codecs())));
        }
        List<RtpHeaderExtensionParameters> extensions = consumable.headerExtensions().stream()
                .filter(extension -> capabilities.headerExtensions().stream()
                        .anyMatch(known -> known.preferredId().equals(extension.id())
                                && known.uri().equals(extension.uri())))
                .toList();
        boolean rtx = codecs.stream().anyMatch(RtpCodecParameters::isRtx);
        return new RtpParameters(
                null,
                withUsableFeedback(codecs, extensions),
                extensions,
                List.of(encoding(consumable, rtx, ssrcs.getAsLong())),
                consumable.rtcp());
    }

    /** Congestion feedback needs the header extension that it speaks of, and one kind of it is enough. */
    private static List<RtpCodecParameters> withUsableFeedback(
            List<RtpCodecParameters> codecs, List<RtpHeaderExtensionParameters> extensions) {
        boolean transportCc = has(extensions, HeaderExtensions.TRANSPORT_SEQUENCE_NUMBER);
        boolean remb = !transportCc && has(extensions, HeaderExtensions.ABS_SEND_TIME);
        return codecs.stream()
                .map(codec -> codec.withRtcpFeedback(codec.rtcpFeedback().stream()
                        .filter(feedback -> transportCc || !feedback.type().equals(RtcpFeedback.TRANSPORT_CC.type()))
                        .filter(feedback -> remb || !feedback.type().equals(RtcpFeedback.REMB.type()))
                        .toList()))
                .toList();
    }

    private static boolean has(List<RtpHeaderExtensionParameters> extensions, String uri) {
        return extensions.stream().anyMatch(extension -> extension.uri().equals(uri));
    }

    /** One encoding, whatever the producer has: layers are chosen between within the router. */
    private static RtpEncodingParameters encoding(RtpParameters consumable, boolean rtx, long ssrc) {
        List<RtpEncodingParameters> layers = consumable.encodings();
        String scalabilityMode = layers.stream()
                .map(RtpEncodingParameters::scalabilityMode)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        if (layers.size() > 1) {
            scalabilityMode = "L%dT%d".formatted(layers.size(), temporalLayers(scalabilityMode));
        }
        Long maxBitrate = layers.stream()
                .map(RtpEncodingParameters::maxBitrate)
                .filter(Objects::nonNull)
                .max(Long::compare)
                .orElse(null);
        return new RtpEncodingParameters(
                ssrc, null, null, rtx ? new RtxParameters(ssrc + 1) : null, false, scalabilityMode, maxBitrate);
    }

    /** The T of a mode like L1T3 (W3C WebRTC SVC §6); 1 where there is none. */
    private static int temporalLayers(String scalabilityMode) {
        if (scalabilityMode == null || !scalabilityMode.matches("[LS][1-9]\\d?T[1-9]\\d?.*")) {
            return 1;
        }
        String fromT = scalabilityMode.substring(scalabilityMode.indexOf('T') + 1);
        return Integer.parseInt(fromT.replaceFirst("\\D.*", ""));
    }

    private static RtpCodecCapability match(RtpCodecParameters codec, RtpCapabilities capabilities) {
        return Ortc.find(capabilities.codecs(), known -> CodecMatching.isCompatible(known, codec));
    }
}
