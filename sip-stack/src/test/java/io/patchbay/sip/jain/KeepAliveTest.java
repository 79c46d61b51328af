package io.patchbay.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.sip.Body;
import io.patchbay.sip.CallId;
import io.patchbay.sip.KeepAliveSettings;
import io.patchbay.sip.KeepAliveSettings.Whom;
import io.patchbay.sip.OutgoingInvite;
import io.patchbay.sip.SipAddress;
import io.patchbay.sip.SipTarget;
import io.patchbay.sip.SipUri;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeepAliveTest {
    private static final Duration EVERY = Duration.ofMillis(200);
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private static String due(KeepAlive keepAlive, long second, long lastSent) {
        return new String(keepAlive.due(second * SECOND, lastSent * SECOND));
    }

    private static KeepAlive everyThirtySeconds(boolean isOurs) {
        return new KeepAlive(new KeepAliveSettings(Duration.ofSeconds(30), Whom.NOBODY), isOurs, 0);
    }

    @Test
    void isSentOnlyWhereNothingElseIs() {
        KeepAlive keepAlive = everyThirtySeconds(true);
        assertThat(due(keepAlive, 29, 0)).isEmpty();
        assertThat(due(keepAlive, 30, 10)).isEmpty();
        assertThat(due(keepAlive, 40, 10)).isEqualTo("\r\n\r\n");
        assertThat(due(keepAlive, 69, 10)).isEmpty();
        assertThat(due(keepAlive, 70, 10)).isEqualTo("\r\n\r\n");
        assertThat(due(everyThirtySeconds(false), 30, 0)).isEqualTo("\r\n");
        assertThat(new KeepAlive(KeepAliveSettings.NONE, true, 0).due(100 * SECOND, 0))
                .isEmpty();
    }

    /** RFC 5626 §4.4.1, for a far end that has shown that it knows it. */
    @Test
    void aMissingPongTellsThatTheWayIsBrokenOnceOneHasCome() {
        KeepAlive keepAlive = everyThirtySeconds(true);
        due(keepAlive, 30, 0);
        assertThat(keepAlive.isBroken(59 * SECOND)).isFalse(); // it may not know pongs
        keepAlive.received(true);
        due(keepAlive, 60, 0);
        assertThat(keepAlive.isBroken(69 * SECOND)).isFalse();
        assertThat(keepAlive.isBroken(70 * SECOND)).isTrue();
        keepAlive.received(false);
        assertThat(keepAlive.isBroken(71 * SECOND)).isFalse();
    }

    @Test
    void aConnectionThatADeviceOpenedIsSentLineBreaks() {
        try (AgentFixture fixture = new AgentFixture(AgentFixture.keepingAlive(EVERY, Whom.NOBODY));
                TcpPeer peer = fixture.tcpPeer()) {
            fixture.application.passwords.put("alice", "wonder");
            peer.send(new Device(peer, "alice", "wonder").register(""));
            peer.response(401);
            assertThat(peer.rawBytes(RawPeer.PATIENCE)).isEqualTo("\r\n");
        }
    }

    @Test
    void aConnectionOfOursIsPingedAndClosedOncePongsStayAway() throws Exception {
        try (AgentFixture fixture = new AgentFixture(AgentFixture.keepingAlive(EVERY, Whom.NOBODY));
                ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress there = (InetSocketAddress) server.getLocalSocketAddress();
            fixture.agent.invite(
                    new OutgoingInvite(
                            List.of(new SipTarget("sip:bob@127.0.0.1", there, "tcp")),
                            new SipAddress("", SipUri.of("bob", "127.0.0.1")),
                            new SipAddress("", SipUri.of("lobby", "127.0.0.1")),
                            Body.sdp(Phone.SDP),
                            Duration.ofSeconds(30)),
                    fixture.loops.newLoop(new CallId("kept-open")),
                    new TestApplication.TestCall(null));
            try (TcpPeer peer = new TcpPeer(server.accept())) {
                SipText invite = peer.request("INVITE");
                peer.send(Phone.respond(invite, 180, "Ringing", "b1", "", ""));
                assertThat(peer.rawBytes(RawPeer.PATIENCE)).isEqualTo("\r\n\r\n");
                peer.send("\r\n");
                assertThat(peer.rawBytes(RawPeer.PATIENCE)).isEqualTo("\r\n\r\n");
                assertThat(peer.isClosedByPeer()).isTrue();
            }
        }
    }
}
