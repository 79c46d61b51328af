package io.patchbay.sip.jain;

import io.patchbay.sip.CallLoops;
import io.patchbay.sip.KeepAliveSettings;
import io.patchbay.sip.KeepAliveSettings.Whom;
import io.patchbay.sip.SipSettings;
import io.patchbay.sip.TlsSettings;
import io.patchbay.sip.TransportSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A user agent on loopback with its application and loops. */
final class AgentFixture implements AutoCloseable {
    static final Duration SHORT_T1 = Duration.ofMillis(20);

    final CallLoops loops = new CallLoops(2);
    final TestApplication application = new TestApplication();
    final JainUserAgent agent;

    AgentFixture() {
        this(SHORT_T1);
    }

    AgentFixture(Duration t1) {
        this(settings(t1, 65535));
    }

    AgentFixture(SipSettings settings) {
        agent = JainUserAgent.start(settings, application, loops);
    }

    static SipSettings settings(Duration t1, int maxMessageSize) {
        return new SipSettings(
                List.of(InetAddress.getLoopbackAddress()),
                List.of("127.0.0.1"),
                0,
                "patchbay",
                "Patchbay/test",
                maxMessageSize,
                t1,
                Duration.ofSeconds(60),
                Duration.ofSeconds(3600));
    }

    /** With TLS beside UDP and TCP, at a port of its own. */
    static SipSettings settings(TlsSettings tls) {
        SipSettings plain = settings(SHORT_T1, 65535);
        return new SipSettings(
                plain.addresses(),
                plain.advertised(),
                plain.port(),
                plain.realm(),
                plain.userAgent(),
                plain.maxMessageSize(),
                plain.timerT1(),
                plain.minExpires(),
                plain.maxExpires(),
                new TransportSettings(Optional.of(tls), 24));
    }

    static SipSettings keepingAlive(Duration every, Whom asked) {
        return settings(SHORT_T1, 65535).with(new KeepAliveSettings(every, asked));
    }

    InetSocketAddress address() {
        return agent.listeningOn().get(0);
    }

    UdpPeer peer() {
        return new UdpPeer(address());
    }

    TcpPeer tcpPeer() {
        return new TcpPeer(address());
    }

    @Override
    public void close() {
        agent.close();
        loops.close();
    }
}
