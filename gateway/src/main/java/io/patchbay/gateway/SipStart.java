package io.patchbay.gateway;

import io.patchbay.gateway.config.Configuration;
import io.patchbay.gateway.config.RegistrarConfig;
import io.patchbay.gateway.config.SipConfig;
import io.patchbay.gateway.net.NetworkAddresses;
import io.patchbay.sip.KeepAliveSettings;
import io.patchbay.sip.SessionTimerSettings;
import io.patchbay.sip.SipSettings;
import io.patchbay.sip.TransportSettings;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/** What the configuration means to the SIP user agent. */
final class SipStart {
    private static final Duration SHORTEST_REGISTRATION = Duration.ofSeconds(60);
    private static final Duration LONGEST_REGISTRATION = Duration.ofHours(1);

    private SipStart() {}

    static SipSettings settings(Configuration configuration, SipTls tls) {
        SipConfig sip = configuration.sip();
        RegistrarConfig registrar = configuration.registrar();
        List<InetAddress> addresses = sip.addresses().isEmpty() ? NetworkAddresses.local() : sip.addresses();
        List<String> advertised = addresses.stream()
                .map(address -> sip.advertise().isEmpty() || address.isLoopbackAddress()
                        ? address.getHostAddress()
                        : sip.advertise())
                .toList();
        return new SipSettings(
                addresses,
                advertised,
                sip.port(),
                sip.realm(),
                "Patchbay/" + Version.get(),
                sip.maxMessageSize(),
                sip.timerT1(),
                SHORTEST_REGISTRATION,
                LONGEST_REGISTRATION,
                new TransportSettings(tls.settings(sip.tlsPort()), sip.dscp()),
                new SessionTimerSettings(sip.sessionExpires(), sip.minSe()),
                new KeepAliveSettings(registrar.keepAlive(), registrar.qualify()));
    }
}
