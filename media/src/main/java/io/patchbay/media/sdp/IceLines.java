package io.patchbay.media.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** ICE in descriptions (RFC 8839). */
final class IceLines {
    private static final Attribute LITE = Attribute.flag("ice-lite"); // RFC 8839 §5.3
    private static final Attribute OPTIONS = new Attribute("ice-options", "ice2"); // §5.6: of RFC 8445
    private static final String FRAGMENT = "ice-ufrag";
    private static final String PASSWORD = "ice-pwd";
    private static final String CANDIDATE = "candidate";
    private static final int LONGEST = 256; // RFC 8839 §5.4
    private static final long PRIORITY = (126L << 24) + (65_535L << 8) + 255; // RFC 8445 §5.1.2: host, RTP

    private IceLines() {}

    /** What the other end says; empty where it does no ICE. */
    static Optional<RemoteIce> remote(SessionDescription session, MediaDescription media) {
        Optional<String> fragment =
                media.attribute(FRAGMENT).or(() -> session.attribute(FRAGMENT)).filter(IceLines::isUsable);
        Optional<String> password =
                media.attribute(PASSWORD).or(() -> session.attribute(PASSWORD)).filter(IceLines::isUsable);
        if (fragment.isEmpty() || password.isEmpty()) {
            return Optional.empty();
        }
        List<IceCandidate> candidates = media.attributes().stream()
                .filter(line -> line.name().equals(CANDIDATE))
                .flatMap(line -> IceCandidate.parse(line.value()).stream())
                .toList();
        boolean lite = session.attribute(LITE.name()).isPresent();
        return Optional.of(new RemoteIce(fragment.get(), password.get(), lite, candidates));
    }

    private static boolean isUsable(String value) {
        return !value.isEmpty() && value.length() <= LONGEST;
    }

    /** At session level. */
    static List<Attribute> session(LocalIce ice) {
        return ice.lite() ? List.of(LITE, OPTIONS) : List.of(OPTIONS);
    }

    static List<Attribute> lines(LocalMedia local, LocalIce ice) {
        List<Attribute> lines = new ArrayList<>();
        lines.add(new Attribute(FRAGMENT, ice.usernameFragment()));
        lines.add(new Attribute(PASSWORD, ice.password()));
        List<IceCandidate> candidates = ice.candidates().isEmpty()
                ? List.of(new IceCandidate(
                        "1", PRIORITY, new MediaAddress(local.host(), local.rtpPort()), "host", Optional.empty()))
                : ice.candidates();
        candidates.forEach(candidate -> lines.add(candidate.line()));
        lines.add(Attribute.flag("end-of-candidates"));
        return lines;
    }
}
