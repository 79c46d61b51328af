package io.patchbay.media.sdp;

import java.util.List;
import java.util.Optional;

/** ICE in descriptions (RFC 8839). We are lite: one candidate, no checks of our own. */
final class IceLines {
    /** RFC 8839 §5.3; at session level. */
    static final Attribute LITE = Attribute.flag("ice-lite");

    private static final String FRAGMENT = "ice-ufrag";
    private static final String PASSWORD = "ice-pwd";
    private static final long PRIORITY = (126L << 24) + (65_535L << 8) + 255; // RFC 8445 §5.1.2: host, RTP

    private IceLines() {}

    /** The username fragment of the other end; empty where it does no ICE. */
    static Optional<String> fragment(SessionDescription session, MediaDescription media) {
        if (session.attribute(LITE.name()).isPresent()) {
            return Optional.empty(); // two that are lite check nothing: the description tells
        }
        Optional<String> password = media.attribute(PASSWORD).or(() -> session.attribute(PASSWORD));
        return password.isEmpty()
                ? Optional.empty()
                : media.attribute(FRAGMENT)
                        .or(() -> session.attribute(FRAGMENT))
                        .filter(value -> !value.isEmpty());
    }

    static List<Attribute> lines(LocalMedia local, LocalIce ice) {
        return List.of(
                new Attribute(FRAGMENT, ice.usernameFragment()),
                new Attribute(PASSWORD, ice.password()),
                new Attribute(
                        "candidate", "1 1 udp %d %s %d typ host".formatted(PRIORITY, local.host(), local.rtpPort())),
                Attribute.flag("end-of-candidates"));
    }
}
