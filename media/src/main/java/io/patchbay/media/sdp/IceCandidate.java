package io.patchbay.media.sdp;

import java.util.Optional;

/**
 * An a=candidate line for RTP over UDP (RFC 8839 §5.1).
 *
 * @param foundation 1 to 32 letters, digits, + and /
 * @param priority 1 to 2^31-1
 * @param address a literal
 * @param type host, srflx, prflx or relay
 * @param related raddr and rport; empty for a host candidate
 */
public record IceCandidate(
        String foundation, long priority, MediaAddress address, String type, Optional<MediaAddress> related) {
    private static final int RTP = 1;
    private static final int FIELDS = 8;

    public IceCandidate {
        SdpText.token("candidate's foundation", foundation);
        SdpText.token("candidate's type", type);
    }

    /**
     * Empty for what we cannot use: another component or transport, a name (mDNS, which only its own network knows), a port of 0, and
     * what makes no sense. The other end's checks tell the rest.
     */
    static Optional<IceCandidate> parse(String value) {
        String[] fields = value.trim().split("\\s+", FIELDS + 1);
        if (fields.length < FIELDS
                || !fields[1].equals(Integer.toString(RTP))
                || !fields[2].equalsIgnoreCase("udp")
                || !fields[6].equals("typ")
                || fields[0].length() > 32) {
            return Optional.empty();
        }
        try {
            long priority = Long.parseLong(fields[3]);
            MediaAddress address = new MediaAddress(fields[4], Integer.parseInt(fields[5]));
            boolean usable = priority >= 1
                    && priority <= 0x7FFF_FFFFL
                    && address.port() > 0
                    && MediaAddress.isLiteral(fields[4])
                    && MediaAddress.isUsable(fields[4]);
            return usable
                    ? Optional.of(new IceCandidate(fields[0], priority, address, fields[7], Optional.empty()))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    Attribute line() {
        return new Attribute(
                "candidate",
                "%s %d udp %d %s %d typ %s%s"
                        .formatted(
                                foundation,
                                RTP,
                                priority,
                                address.host(),
                                address.port(),
                                type,
                                related.map(base -> " raddr %s rport %d".formatted(base.host(), base.port()))
                                        .orElse("")));
    }
}
