package io.patchbay.testbeds.phone;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a phone's SDP. Belongs to the SIP thread. */
final class LocalDescription {
    private static final int TELEPHONE_EVENT = 101;

    private final PhoneSettings settings;
    private final PhoneAudio audio;
    private final long session = System.nanoTime() & 0xffff_ffffL;
    private long version = 1;

    LocalDescription(PhoneSettings settings, PhoneAudio audio) {
        this.settings = settings;
        this.audio = audio;
    }

    String offer(String direction) {
        Map<Integer, PhoneCodec> types = new LinkedHashMap<>();
        settings.codecs().forEach(codec -> types.put(codec.payloadType(), codec));
        audio.expect(types);
        return write(types, TELEPHONE_EVENT, direction);
    }

    /** Takes the first codec of the offer that the phone has, by the offer's payload type (RFC 3264 §6.1). */
    String answer(SessionDescription offer) {
        Map<Integer, PhoneCodec> types = agreed(offer).codecs();
        audio.expect(types);
        String direction =
                switch (offer.direction()) {
                    case "sendonly" -> "recvonly";
                    case "recvonly" -> "sendonly";
                    default -> offer.direction();
                };
        return write(types, offer.telephoneEvent(), direction);
    }

    /** The offer, with the one codec that the phone takes from it. */
    SessionDescription agreed(SessionDescription offer) {
        return offer.codecs().entrySet().stream()
                .filter(entry -> settings.codecs().contains(entry.getValue()))
                .findFirst()
                .map(entry -> new SessionDescription(
                        offer.audioAddress(),
                        Map.of(entry.getKey(), entry.getValue()),
                        offer.telephoneEvent(),
                        offer.direction()))
                .orElseThrow(() -> new IllegalArgumentException(
                        "phone %s: none of %s offered".formatted(settings.user(), settings.codecs())));
    }

    private String write(Map<Integer, PhoneCodec> types, int telephoneEvent, String direction) {
        InetSocketAddress address = audio.advertised();
        String ip = address.getAddress().getHostAddress();
        StringBuilder formats = new StringBuilder();
        StringBuilder attributes = new StringBuilder();
        types.forEach((type, codec) -> {
            formats.append(' ').append(type);
            attributes.append("a=rtpmap:%d %s\r\n".formatted(type, codec.rtpmap()));
            if (codec == PhoneCodec.OPUS) {
                attributes.append("a=fmtp:%d useinbandfec=1\r\n".formatted(type));
            }
        });
        if (telephoneEvent >= 0) {
            formats.append(' ').append(telephoneEvent);
            attributes.append("a=rtpmap:%d telephone-event/8000\r\n".formatted(telephoneEvent));
            attributes.append("a=fmtp:%d 0-15\r\n".formatted(telephoneEvent));
        }
        return String.join(
                        "\r\n",
                        List.of(
                                "v=0",
                                "o=%s %d %d IN IP4 %s".formatted(settings.user(), session, version++, ip),
                                "s=-",
                                "c=IN IP4 " + ip,
                                "t=0 0",
                                "m=audio %d RTP/AVP%s".formatted(address.getPort(), formats)))
                + "\r\n" + attributes
                + "a=ptime:" + settings.packetTime().toMillis() + "\r\n"
                + "a=" + direction + "\r\n";
    }
}
