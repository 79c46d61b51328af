package io.patchbay.media.sdp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An {@code m=} line and what belongs to it (RFC 8866 §5.14).
 *
 * @param media audio, video, application, ...
 * @param port 0 means that the stream is refused or switched off (RFC 3264 §6)
 * @param protocol such as RTP/AVP
 * @param formats payload types for RTP; at least one
 */
public record MediaDescription(
        String media,
        int port,
        String protocol,
        List<String> formats,
        Optional<ConnectionData> connection,
        List<Bandwidth> bandwidths,
        List<Attribute> attributes) {

    public MediaDescription {
        SdpText.token("media", media);
        SdpText.port("media port", port);
        SdpText.token("protocol", protocol);
        formats = List.copyOf(formats);
        formats.forEach(format -> SdpText.token("format", format));
        if (formats.isEmpty()) {
            throw new IllegalArgumentException("SDP media description of " + media + " has no format");
        }
        bandwidths = List.copyOf(bandwidths);
        attributes = List.copyOf(attributes);
    }

    public boolean isAudio() {
        return media.equalsIgnoreCase("audio");
    }

    /** The value of the first attribute of that name, empty for a flag. */
    public Optional<String> attribute(String name) {
        return Attributes.first(attributes, name);
    }

    public boolean hasAttribute(String name) {
        return attribute(name).isPresent();
    }

    /** The direction that this m-line says itself. */
    public Optional<Direction> direction() {
        return Attributes.direction(attributes);
    }

    /** The rtpmaps that make sense, by payload type. */
    public Map<Integer, RtpMap> rtpMaps() {
        Map<Integer, RtpMap> maps = new LinkedHashMap<>();
        for (Attribute attribute : attributes) {
            if (attribute.name().equalsIgnoreCase("rtpmap")) {
                RtpMap.parse(attribute.value()).ifPresent(map -> maps.putIfAbsent(map.payloadType(), map));
            }
        }
        return maps;
    }

    /** The fmtps that make sense, by payload type. */
    public Map<Integer, Fmtp> fmtps() {
        Map<Integer, Fmtp> fmtps = new LinkedHashMap<>();
        for (Attribute attribute : attributes) {
            if (attribute.name().equalsIgnoreCase("fmtp")) {
                Fmtp.parse(attribute.value()).ifPresent(fmtp -> fmtps.putIfAbsent(fmtp.payloadType(), fmtp));
            }
        }
        return fmtps;
    }
}
