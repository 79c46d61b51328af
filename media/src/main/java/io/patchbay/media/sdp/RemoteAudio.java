package io.patchbay.media.sdp;

import java.util.Optional;

/** Addresses and direction of the other end's audio m-line. */
final class RemoteAudio {
    private final SessionDescription session;
    private final MediaDescription media;

    /** @param media one that {@link AudioChoice#faultOf} has no objection to */
    RemoteAudio(SessionDescription session, MediaDescription media) {
        this.session = session;
        this.media = media;
    }

    private ConnectionData connection() {
        return session.connectionOf(media).orElseThrow();
    }

    MediaAddress rtp() {
        return new MediaAddress(connection().address(), media.port());
    }

    /** Empty where the other end does no ICE. */
    Optional<RemoteIce> ice() {
        return IceLines.remote(session, media);
    }

    boolean offersRtcpMux() {
        return media.hasAttribute("rtcp-mux");
    }

    /** Whether it wants to hear how it is heard. */
    boolean wantsVoipMetrics() {
        return VoipMetricsLine.isIn(session, media);
    }

    /** @param muxed whether both ends agreed on one port */
    MediaAddress rtcp(boolean muxed) {
        if (muxed) {
            return rtp();
        }
        MediaAddress next = new MediaAddress(connection().address(), Math.min(65_535, media.port() + 1));
        return media.attribute("rtcp").flatMap(this::rtcpAttribute).orElse(next);
    }

    /** RFC 3605 §2.1: {@code <port> [IN IP4 <address>]}; nonsense counts as nothing said. */
    private Optional<MediaAddress> rtcpAttribute(String value) {
        String[] fields = value.split("\\s+");
        try {
            int port = Integer.parseInt(fields[0]);
            String host = fields.length >= 4 && MediaAddress.isUsable(fields[3])
                    ? fields[3]
                    : connection().address();
            return port > 0 ? Optional.of(new MediaAddress(host, port)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What the other end does, with the address of RFC 3264 §8.4 taken for what it means: send me nothing. */
    Direction direction() {
        Direction said = session.directionOf(media);
        boolean none = connection().isUnspecified() && ice().isEmpty(); // with ICE it means nothing (RFC 8840 §4.1)
        return none ? said.and(Direction.SENDONLY) : said;
    }
}
