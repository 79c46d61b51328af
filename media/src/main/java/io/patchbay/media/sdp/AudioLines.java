package io.patchbay.media.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An audio m-line of ours.
 *
 * @param codecs by payload type, in order of preference
 * @param comfortNoise whether to name it
 * @param events payload types of telephone events by clock rate
 * @param rtcpMux whether to say {@code a=rtcp-mux}
 * @param mid to repeat (RFC 5888 §9.1), if any
 * @param transport how packets are protected, if they are, and find their way
 */
record AudioLines(
        String protocol,
        LocalMedia local,
        Map<Integer, AudioFormat> codecs,
        boolean comfortNoise,
        Map<Integer, Integer> events,
        int packetMillis,
        Direction direction,
        boolean rtcpMux,
        Optional<String> mid,
        List<Attribute> transport) {

    private static final String EVENTS = "0-15"; // RFC 4733 §3.2: the digits, *, # and A to D

    MediaDescription describe() {
        List<String> formats = new ArrayList<>();
        List<Attribute> attributes = new ArrayList<>();
        mid.filter(value -> !value.isEmpty()).ifPresent(value -> attributes.add(new Attribute("mid", value)));
        codecs.forEach((payloadType, format) -> {
            formats.add(payloadType.toString());
            attributes.add(format.toRtpMap(payloadType).toAttribute());
            if (format.equals(AudioFormat.OPUS)) {
                attributes.add(new Fmtp(payloadType, OpusParameters.OURS).toAttribute());
            }
        });
        if (comfortNoise) {
            formats.add(Integer.toString(ComfortNoise.MAP.payloadType()));
            attributes.add(ComfortNoise.MAP.toAttribute());
        }
        events.forEach((clockRate, payloadType) -> {
            formats.add(payloadType.toString());
            attributes.add(new RtpMap(payloadType, AudioFormat.TELEPHONE_EVENT, clockRate, 1).toAttribute());
            attributes.add(new Fmtp(payloadType, EVENTS).toAttribute());
        });
        attributes.addAll(transport);
        attributes.add(Attribute.of("ptime", packetMillis));
        attributes.add(Attribute.of("maxptime", PacketTime.MAX));
        attributes.add(Attribute.flag(direction.attribute()));
        if (rtcpMux) {
            attributes.add(Attribute.flag("rtcp-mux"));
        }
        if (local.rtcpPort() != local.rtpPort() + 1) {
            attributes.add(Attribute.of("rtcp", local.rtcpPort())); // RFC 3605
        }
        return new MediaDescription(
                "audio", local.rtpPort(), protocol, formats, Optional.empty(), List.of(), attributes);
    }

    /** The answer to an m-line that we do not take (RFC 3264 §6): port 0, all else as it came. */
    static MediaDescription declined(MediaDescription offered) {
        List<Attribute> mid = offered.attribute("mid")
                .filter(value -> !value.isEmpty())
                .map(value -> List.of(new Attribute("mid", value)))
                .orElse(List.of());
        return new MediaDescription(
                offered.media(), 0, offered.protocol(), offered.formats(), Optional.empty(), List.of(), mid);
    }
}
