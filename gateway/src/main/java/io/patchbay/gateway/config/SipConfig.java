package io.patchbay.gateway.config;

import io.patchbay.gateway.access.IpLiteral;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How phones reach us.
 *
 * @param addresses to listen on; empty for every one of this machine
 * @param port UDP and TCP alike; 0 lets the system pick
 * @param advertise what Via and Contact name instead of the address listened on; empty for that address
 * @param realm of digest authentication
 * @param maxMessageSize bytes of one message
 * @param timerT1 RFC 3261 §17.1.1.1
 * @param tlsPort 0 lets the system pick
 * @param dscp the mark of every packet (RFC 2474)
 * @param outboundProxy where everything for trunks is sent instead of to their own hosts; empty for none
 * @param webSocketOrigins of pages from elsewhere that may speak SIP over WebSocket, or {@code any}
 * @param sessionExpires the session interval that we ask for, and the longest that we grant (RFC 4028)
 * @param minSe the shortest session interval that we grant
 */
public record SipConfig(
        List<InetAddress> addresses,
        int port,
        String advertise,
        String realm,
        int maxMessageSize,
        Duration timerT1,
        int tlsPort,
        SipTlsConfig tls,
        int dscp,
        Optional<TrunkHost> outboundProxy,
        List<String> webSocketOrigins,
        Duration sessionExpires,
        Duration minSe) {
    private static final Duration LEAST_SE = Duration.ofSeconds(90); // RFC 4028 §5
    private static final Duration MOST_SE = Duration.ofHours(24);

    private static final int CS3 = 24; // signalling

    public SipConfig {
        addresses = List.copyOf(addresses);
        webSocketOrigins = List.copyOf(webSocketOrigins);
    }

    static SipConfig read(Section section, Path base) {
        SipConfig config = new SipConfig(
                section.list("addresses", List.of(), "addresses of this machine", IpLiteral::parse),
                section.port("port", 5060),
                section.text("advertise", ""),
                section.value("realm", "patchbay", "a text without quotes", SipConfig::realm),
                section.integer("max-message-size", 65_535, 1_500, 65_535),
                section.duration("timer-t1", Duration.ofMillis(500), Duration.ofMillis(10), Duration.ofSeconds(5)),
                section.port("tls-port", 5061),
                SipTlsConfig.read(section.section("tls"), base),
                section.integer("dscp", CS3, 0, 63),
                proxy(section),
                section.list(
                        "web-socket-origins",
                        List.of(),
                        "any, or origins as https://phone.example.com",
                        SipConfig::origin),
                section.duration("session-expires", Duration.ofMinutes(30), LEAST_SE, MOST_SE),
                section.duration("min-se", LEAST_SE, LEAST_SE, MOST_SE));
        if (config.sessionExpires().compareTo(config.minSe()) < 0) {
            section.mistake("session-expires", "sip.session-expires is shorter than sip.min-se");
        }
        for (InetAddress address : config.addresses()) {
            if (address.isAnyLocalAddress()) {
                section.mistake(
                        "addresses",
                        "sip.addresses names %s; leave it empty to listen on every address"
                                .formatted(address.getHostAddress()));
            }
        }
        if (config.tls().enabled() && config.tlsPort() != 0 && config.tlsPort() == config.port()) {
            section.mistake(
                    "tls-port", "sip.tls-port is %d, as is sip.port; they must differ".formatted(config.port()));
        }
        section.finish();
        return config;
    }

    private static Optional<TrunkHost> proxy(Section section) {
        Optional<TrunkHost> none = Optional.empty();
        return section.value("outbound-proxy", none, TrunkHost.ALLOWED, text -> Optional.of(TrunkHost.parse(text)));
    }

    private static String origin(String text) {
        if (!text.equals("any") && !text.matches("https?://[^/?#\\s]+")) {
            throw new IllegalArgumentException();
        }
        return text;
    }

    private static String realm(String text) {
        if (text.matches(".*[\"\\\\\\p{Cntrl}].*")) {
            throw new IllegalArgumentException();
        }
        return text;
    }
}
