package io.patchbay.media.sfu;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * How streams look within a router: mediasoup's rules, so that its clients work with this router and this router's clients
 * with mediasoup. {@link ConsumerRtp} goes on from there. Pure functions.
 */
final class Ortc {
    /** In the order in which they are given out. */
    private static final int[] DYNAMIC_PAYLOAD_TYPES = {
        100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112, 113, 114, 115, 116, 117, 118, 119, 120, 121,
        122, 123, 124, 125, 126, 127, 96, 97, 98, 99
    };

    private Ortc() {}

    /**
     * What a router with {@code mediaCodecs} takes.
     *
     * @throws UnsupportedRtpException where one of them is none of {@code supported}
     * @throws RtpParametersException where two want the same payload type
     */
    static RtpCapabilities routerCapabilities(List<RtpCodecCapability> mediaCodecs, SupportedRtp supported) {
        List<Integer> free = new ArrayList<>();
        for (int payloadType : DYNAMIC_PAYLOAD_TYPES) {
            free.add(payloadType);
        }
        Set<Integer> taken = new HashSet<>();
        List<RtpCodecCapability> codecs = new ArrayList<>();
        for (RtpCodecCapability wanted : mediaCodecs) {
            RtpCodecCapability known = supported.codecs().stream()
                    .filter(codec -> CodecMatching.isSameCodec(wanted, codec))
                    .findFirst()
                    .orElseThrow(() -> new UnsupportedRtpException(
                            "codec %s at %d Hz is not supported".formatted(wanted.mimeType(), wanted.clockRate())));
            Integer payloadType = wanted.preferredPayloadType();
            if (payloadType != null) {
                free.remove(payloadType);
            } else if (known.preferredPayloadType() != null) {
                payloadType = known.preferredPayloadType();
            } else {
                payloadType = takeFree(free);
            }
            if (!taken.add(payloadType)) {
                throw new RtpParametersException("payload type %d is wanted twice".formatted(payloadType));
            }
            Map<String, Object> parameters = new LinkedHashMap<>(known.parameters());
            parameters.putAll(wanted.parameters());
            codecs.add(known.withPreferredPayloadType(payloadType).withParameters(parameters));
            if (supported.rtx() && known.kind() == MediaKind.VIDEO) {
                int rtx = takeFree(free);
                taken.add(rtx);
                codecs.add(rtxOf(payloadType, rtx, known));
            }
        }
        return new RtpCapabilities(codecs, supported.headerExtensions());
    }

    private static int takeFree(List<Integer> free) {
        if (free.isEmpty()) {
            throw new RtpParametersException("there are more codecs than dynamic payload types");
        }
        return free.remove(0);
    }

    private static RtpCodecCapability rtxOf(int payloadType, int rtxPayloadType, RtpCodecCapability codec) {
        return new RtpCodecCapability(
                codec.kind(),
                codec.kind().json() + "/rtx",
                rtxPayloadType,
                codec.clockRate(),
                null,
                Map.of("apt", payloadType),
                List.of());
    }

    /** A producer's parameters as negotiated, and how they are called within the router. */
    record ProducerRtp(RtpParameters parameters, RtpMapping mapping) {}

    /**
     * Finds the router's codec for each of a producer's.
     *
     * @param ssrcs gives the first SSRC within the router; further encodings count up from it
     * @throws UnsupportedRtpException where the router lacks one
     */
    static ProducerRtp mapProducer(RtpParameters producer, RtpCapabilities router, LongSupplier ssrcs) {
        Map<Integer, RtpCodecCapability> byPayloadType = new HashMap<>();
        List<RtpCodecParameters> negotiated = new ArrayList<>();
        for (RtpCodecParameters codec : producer.codecs()) {
            if (codec.isRtx()) {
                negotiated.add(codec);
                continue;
            }
            RtpCodecCapability match = find(router.codecs(), known -> CodecMatching.isCompatible(codec, known));
            if (match == null) {
                throw new UnsupportedRtpException(
                        "the router has no codec like %s at %d Hz (payload type %d, %s); it has %s"
                                .formatted(
                                        codec.mimeType(),
                                        codec.clockRate(),
                                        codec.payloadType(),
                                        codec.parameters(),
                                        names(router.codecs())));
            }
            byPayloadType.put(codec.payloadType(), match);
            negotiated.add(codec.withParameters(CodecMatching.negotiated(codec, match)));
        }
        for (RtpCodecParameters codec : producer.codecs()) {
            if (codec.isRtx()) {
                byPayloadType.put(codec.payloadType(), rtxFor(codec, producer, router, byPayloadType));
            }
        }
        List<RtpMapping.Codec> codecs = new ArrayList<>();
        for (RtpCodecParameters codec : producer.codecs()) {
            int mapped = byPayloadType.get(codec.payloadType()).preferredPayloadType();
            codecs.add(new RtpMapping.Codec(codec.payloadType(), mapped));
        }
        List<RtpMapping.Encoding> encodings = new ArrayList<>();
        long ssrc = ssrcs.getAsLong();
        for (RtpEncodingParameters encoding : producer.encodings()) {
            encodings.add(new RtpMapping.Encoding(encoding.ssrc(), encoding.rid(), encoding.scalabilityMode(), ssrc++));
        }
        RtpParameters parameters = new RtpParameters(
                producer.mid(), negotiated, producer.headerExtensions(), producer.encodings(), producer.rtcp());
        return new ProducerRtp(parameters, new RtpMapping(codecs, encodings));
    }

    private static RtpCodecCapability rtxFor(
            RtpCodecParameters rtx,
            RtpParameters producer,
            RtpCapabilities router,
            Map<Integer, RtpCodecCapability> byPayloadType) {
        Object apt = rtx.parameters().get("apt");
        if (producer.codecs().stream().noneMatch(codec -> codec.payloadType().equals(apt))) {
            throw new RtpParametersException("RTX payload type %d retransmits payload type %s, which is no codec here"
                    .formatted(rtx.payloadType(), apt));
        }
        Integer mapped = byPayloadType.get(apt).preferredPayloadType();
        RtpCodecCapability match = find(
                router.codecs(),
                known -> known.isRtx() && mapped.equals(known.parameters().get("apt")));
        if (match == null) {
            throw new UnsupportedRtpException("the router does no RTX for payload type %s".formatted(apt));
        }
        return match;
    }

    /** A producer's stream as the router offers it to consumers. */
    static RtpParameters consumable(
            MediaKind kind, RtpParameters producer, RtpCapabilities router, RtpMapping mapping) {
        List<RtpCodecParameters> codecs = new ArrayList<>();
        for (RtpCodecParameters codec : producer.codecs()) {
            if (codec.isRtx()) {
                continue;
            }
            Integer mapped = mapping.mappedPayloadType(codec.payloadType());
            RtpCodecCapability known = find(
                    router.codecs(),
                    candidate -> candidate.preferredPayloadType().equals(mapped));
            codecs.add(parameters(known, codec.parameters()));
            RtpCodecCapability rtx = find(
                    router.codecs(),
                    candidate -> candidate.isRtx()
                            && mapped.equals(candidate.parameters().get("apt")));
            if (rtx != null) {
                codecs.add(parameters(rtx, rtx.parameters()));
            }
        }
        List<RtpHeaderExtensionParameters> extensions = router.headerExtensions().stream()
                .filter(extension -> extension.kind() == kind)
                .filter(extension -> extension.direction() == HeaderExtensionDirection.SENDRECV
                        || extension.direction() == HeaderExtensionDirection.SENDONLY)
                .map(extension -> new RtpHeaderExtensionParameters(
                        extension.uri(), extension.preferredId(), extension.preferredEncrypt(), Map.of()))
                .toList();
        List<RtpEncodingParameters> encodings = new ArrayList<>();
        for (int i = 0; i < producer.encodings().size(); i++) {
            RtpEncodingParameters encoding = producer.encodings().get(i);
            encodings.add(new RtpEncodingParameters(
                    mapping.encodings().get(i).mappedSsrc(),
                    null,
                    null,
                    null,
                    encoding.dtx(),
                    encoding.scalabilityMode(),
                    encoding.maxBitrate()));
        }
        return new RtpParameters(
                null,
                codecs,
                extensions,
                encodings,
                new RtcpParameters(producer.rtcp().cname()));
    }

    private static RtpCodecParameters parameters(RtpCodecCapability codec, Map<String, Object> parameters) {
        return new RtpCodecParameters(
                codec.mimeType(),
                codec.preferredPayloadType(),
                codec.clockRate(),
                codec.channels(),
                parameters,
                codec.rtcpFeedback());
    }

    static <T> T find(List<T> list, Predicate<T> wanted) {
        return list.stream().filter(wanted).findFirst().orElse(null);
    }

    static String names(List<? extends Codec> codecs) {
        return codecs.stream().map(Codec::mimeType).distinct().collect(Collectors.joining(", ", "[", "]"));
    }
}
