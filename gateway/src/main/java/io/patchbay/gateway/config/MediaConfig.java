package io.patchbay.gateway.config;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Sound and pictures.
 *
 * @param rtpPorts UDP ports for phones
 * @param webrtcPort UDP and TCP port for browsers of the first media loop; each further loop takes the next one
 * @param loops threads that own packets; 0 for one a core
 * @param advertise addresses to put into SDP and ICE candidates instead of the local ones; empty for those
 * @param codecs for phones, best first
 * @param srtp whether phones' packets are encrypted
 * @param ice what is done of it with phones that do it
 * @param stun servers that tell a call how it is seen from outside
 * @param turn servers that relay for calls with ICE
 * @param inactivity without a packet from a phone after which its call is ended
 * @param inactivityOnHold the same while the call is held, or the phone pauses
 * @param dscp the mark of the packets to phones (RFC 2474)
 * @param maxIncomingBitrate of one browser, in bit/s
 */
public record MediaConfig(
        PortRange rtpPorts,
        int webrtcPort,
        int loops,
        List<Advertised> advertise,
        List<String> codecs,
        Srtp srtp,
        Ice ice,
        List<StunHost> stun,
        List<TurnConfig> turn,
        Duration inactivity,
        Duration inactivityOnHold,
        int dscp,
        int maxIncomingBitrate) {
    private static final int EXPEDITED_FORWARDING = 46; // RFC 4594 §4.1
    private static final List<String> CODECS = List.of("opus", "G722", "PCMU", "PCMA");

    /** {@code off}, {@code optional} or {@code required}. */
    public enum Srtp {
        OFF,
        OPTIONAL,
        REQUIRED
    }

    /** {@code full}, {@code lite} or {@code off}. */
    public enum Ice {
        FULL,
        LITE,
        OFF
    }

    public MediaConfig {
        advertise = List.copyOf(advertise);
        codecs = List.copyOf(codecs);
        stun = List.copyOf(stun);
        turn = List.copyOf(turn);
    }

    static MediaConfig read(Section section) {
        MediaConfig config = new MediaConfig(
                section.value("rtp-ports", new PortRange(20_000, 29_999), "a range of ports", PortRange::parse),
                section.port("webrtc-port", 44_400),
                section.integer("loops", 0, 0, 64),
                section.list("advertise", List.of(), Advertised.ALLOWED, Advertised::parse),
                codecs(section, CODECS),
                section.choice("srtp", Srtp.OPTIONAL, Srtp.class),
                section.choice("ice", Ice.FULL, Ice.class),
                section.list("stun", List.of(), StunHost.ALLOWED, StunHost::parse),
                TurnConfig.readAll(section),
                section.duration("inactivity", Duration.ofSeconds(60), Duration.ofSeconds(5), Duration.ofHours(1)),
                section.duration(
                        "inactivity-on-hold", Duration.ofHours(1), Duration.ofSeconds(5), Duration.ofHours(24)),
                section.integer("dscp", EXPEDITED_FORWARDING, 0, 63),
                section.integer("max-incoming-bitrate", 2_500_000, 30_000, 100_000_000));
        int lastWebrtcPort = config.webrtcPort() + Math.max(1, config.loops()) - 1;
        if (config.webrtcPort() <= config.rtpPorts().last()
                && lastWebrtcPort >= config.rtpPorts().first()) {
            section.mistake(
                    "webrtc-port",
                    "media.webrtc-port is %d, inside media.rtp-ports (%s); move one of them"
                            .formatted(config.webrtcPort(), config.rtpPorts()));
        }
        if (config.codecs().isEmpty()) {
            section.mistake("codecs", "media.codecs is empty; name at least one of " + String.join(", ", CODECS));
        }
        if (config.ice() != Ice.FULL && !config.turn().isEmpty()) {
            section.mistake(
                    "turn",
                    "media.turn is of no use with media.ice %s; set media.ice to full, or leave the servers out"
                            .formatted(config.ice().name().toLowerCase(Locale.ROOT)));
        }
        if (config.stun().isEmpty()
                && config.advertise().stream()
                        .anyMatch(
                                address -> address.byStun() && address.server().isEmpty())) {
            section.mistake(
                    "advertise",
                    "media.advertise is stun, and media.stun names no server; name one there, or write stun:HOST");
        }
        if (config.inactivityOnHold().compareTo(config.inactivity()) < 0) {
            section.mistake(
                    "inactivity-on-hold",
                    "media.inactivity-on-hold is %d s, shorter than media.inactivity (%d s)"
                            .formatted(
                                    config.inactivityOnHold().toSeconds(),
                                    config.inactivity().toSeconds()));
        }
        section.finish();
        return config;
    }

    /** The codecs that a section names, best first, each once. */
    static List<String> codecs(Section section, List<String> otherwise) {
        List<String> named =
                section.list("codecs", otherwise, "one of " + String.join(", ", CODECS), MediaConfig::codec);
        if (Set.copyOf(named).size() < named.size()) {
            section.mistake(
                    "codecs", "%s names a codec twice: %s".formatted(section.at("codecs"), String.join(", ", named)));
        }
        return named;
    }

    private static String codec(String text) {
        return CODECS.stream()
                .filter(codec -> codec.equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(IllegalArgumentException::new);
    }
}
