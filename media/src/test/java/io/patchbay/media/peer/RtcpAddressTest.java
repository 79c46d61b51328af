package io.patchbay.media.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class RtcpAddressTest {
    private static final InetSocketAddress RTP = new InetSocketAddress("10.0.0.5", 4_000);
    private static final InetSocketAddress NEXT = new InetSocketAddress("10.0.0.5", 4_001);
    private static final InetSocketAddress ELSEWHERE = new InetSocketAddress("10.0.0.6", 5_000);
    private static final InetSocketAddress TRANSLATED = new InetSocketAddress("203.0.113.9", 61_000);
    private static final InetSocketAddress STRANGER = new InetSocketAddress("198.51.100.66", 5_000);

    private final RtcpAddress rtcp = new RtcpAddress();

    @Test
    void goesWhereTheDescriptionSaysAlsoToAnotherHost() { // RFC 3605
        rtcp.announce(RTP, ELSEWHERE);
        assertThat(rtcp.target(RTP)).isEqualTo(ELSEWHERE);
        assertThat(rtcp.accepts(ELSEWHERE, RTP, true)).isTrue();
        assertThat(rtcp.accepts(STRANGER, RTP, true)).isFalse();
    }

    @Test
    void behindATranslatorTheDescriptionMeansNothing() {
        rtcp.announce(RTP, ELSEWHERE);
        assertThat(rtcp.target(TRANSLATED)).isEqualTo(new InetSocketAddress("203.0.113.9", 61_001));
        assertThat(rtcp.accepts(ELSEWHERE, TRANSLATED, true)).isFalse();
    }

    @Test
    void theFirstPacketTellsThePort() {
        rtcp.announce(RTP, NEXT);
        assertThat(rtcp.target(RTP)).isEqualTo(NEXT);
        InetSocketAddress other = new InetSocketAddress("10.0.0.5", 4_777);
        assertThat(rtcp.accepts(other, RTP, true)).isTrue();
        assertThat(rtcp.target(RTP)).isEqualTo(other);
        assertThat(rtcp.accepts(NEXT, RTP, true)).isFalse();
    }
}
