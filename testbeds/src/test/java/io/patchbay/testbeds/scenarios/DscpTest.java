package io.patchbay.testbeds.scenarios;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.testbeds.appliance.Appliance;
import io.patchbay.testbeds.net.Host;
import io.patchbay.testbeds.net.PacketTap;
import io.patchbay.testbeds.phone.Phone;
import io.patchbay.testbeds.phone.PhoneCall;
import io.patchbay.testbeds.phone.PhoneSettings;
import io.patchbay.testbeds.phone.Phones;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The marks of packets (RFC 2474), seen on the wire. */
class DscpTest {
    private static final Duration SOON = ofSeconds(15);
    private static final int SIP = 26; // AF31; neither is a default
    private static final int MEDIA = 34; // AF41
    private static final int HEADERS = 40; // of IP and TCP: what is longer carries a message

    @Test
    void signallingAndMediaCarryTheMarksOfTheConfiguration() {
        try (Appliance appliance = Appliance.start(
                        Host.loopback(),
                        configuration -> configuration.set("sip.dscp", SIP).set("media.dscp", MEDIA));
                Phones phones = new Phones(Host.loopback());
                Phone alice = phones.phone(PhoneSettings.named("alice"), appliance.sip());
                Phone bob = phones.phone(PhoneSettings.named("bob").overTcp(), appliance.sip());
                PacketTap udp = PacketTap.udp();
                PacketTap tcp = PacketTap.tcp()) {
            int sipPort = appliance.sip().getPort();

            PhoneCall call = alice.dial("lobby").awaitAnswered(Testbed.ANSWER);
            assertThat(udp.await("SIP", seen -> seen.sourcePort() == sipPort, SOON)
                            .dscp())
                    .isEqualTo(SIP);
            int rtpPort = call.audio().remote().orElseThrow().audioAddress().getPort();
            assertThat(udp.await("RTP", seen -> seen.sourcePort() == rtpPort, SOON)
                            .dscp())
                    .isEqualTo(MEDIA);
            assertThat(udp.await("RTCP", seen -> seen.sourcePort() == rtpPort + 1, SOON)
                            .dscp())
                    .isEqualTo(MEDIA);
            assertThat(call.hangUp()).isEqualTo(200);

            String uri = "sip:lobby@127.0.0.1:" + sipPort;
            assertThat(bob.options(uri).status()).isEqualTo(200);
            assertThat(tcp.await(
                                    "SIP over TCP",
                                    seen -> seen.sourcePort() == sipPort && seen.length() > HEADERS + 100,
                                    SOON)
                            .dscp())
                    .isEqualTo(SIP);
        }
    }
}
