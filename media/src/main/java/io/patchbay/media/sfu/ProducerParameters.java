package io.patchbay.media.sfu;

import java.util.List;

/** Completes what a sender says of its stream, and refuses what cannot be. */
final class ProducerParameters {
    private ProducerParameters() {}

    /**
     * @param cname for a sender that names none
     * @throws RtpParametersException where they contradict themselves
     * @throws UnsupportedRtpException where there are several encodings
     */
    static RtpParameters complete(MediaKind kind, RtpParameters given, String cname) {
        if (given.codecs().isEmpty() || given.codecs().get(0).isRtx()) {
            throw new RtpParametersException("rtpParameters.codecs must begin with a media codec");
        }
        for (RtpCodecParameters codec : given.codecs()) {
            if (CodecFields.kindOf(codec.mimeType()) != kind) {
                throw new RtpParametersException(
                        "codec %s does not fit a producer of %s".formatted(codec.mimeType(), kind.json()));
            }
        }
        List<RtpEncodingParameters> encodings =
                given.encodings().isEmpty() ? List.of(RtpEncodingParameters.empty()) : given.encodings();
        if (encodings.size() > 1) {
            throw new UnsupportedRtpException(
                    "%d encodings: simulcast is not supported, send one encoding".formatted(encodings.size()));
        }
        if (encodings.get(0).ssrc() == null && given.mid() == null) {
            throw new RtpParametersException("rtpParameters need encodings[0].ssrc or mid, to know packets by");
        }
        String name = given.rtcp().cname() == null ? cname : given.rtcp().cname();
        return new RtpParameters(
                given.mid(),
                given.codecs(),
                given.headerExtensions(),
                encodings,
                new RtcpParameters(
                        name, given.rtcp().reducedSize(), given.rtcp().mux()));
    }
}
