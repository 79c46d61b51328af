package io.patchbay.testbeds.scenarios;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.patchbay.testbeds.appliance.Appliance;
import io.patchbay.testbeds.audio.Tone;
import io.patchbay.testbeds.baresip.Baresip;
import io.patchbay.testbeds.baresip.BaresipSettings;
import io.patchbay.testbeds.coturn.Coturn;
import io.patchbay.testbeds.net.Namespace;
import io.patchbay.testbeds.phone.Phone;
import io.patchbay.testbeds.phone.PhoneCall;
import io.patchbay.testbeds.phone.PhoneSettings;
import io.patchbay.testbeds.phone.Phones;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ways for audio that only ICE, STUN and TURN find, with coturn and baresip. */
@Tag("real-peer")
class IceNatTest {
    private static final String INNER = "10.77.7";
    private static final String OUTER = "10.77.8";
    private static final String ROUTER = OUTER + ".1";
    private static final int NEAR = 500; // Hz
    private static final int FAR = 710;

    private Namespace inside;
    private Namespace router;
    private Namespace outside;

    @BeforeEach
    void connectThreeHosts() {
        assumeTrue(Namespace.whyNot().isEmpty(), Namespace::whyNot);
        assumeTrue(Coturn.whyNot().isEmpty(), Coturn::whyNot);
        assumeTrue(Baresip.whyNot().isEmpty(), Baresip::whyNot);
        List<Namespace> hosts =
                Namespace.behindNat("i" + ProcessHandle.current().pid() % 10_000, INNER, OUTER);
        inside = hosts.get(0);
        router = hosts.get(1);
        outside = hosts.get(2);
    }

    @AfterEach
    void disconnect() {
        for (Namespace host : new Namespace[] {inside, router, outside}) {
            if (host != null) {
                host.close();
            }
        }
    }

    @Test
    void talksThroughTurnWhereNothingElseGetsThroughAndGivesTheAddressBack() {
        // given a router that lets no audio through, and a TURN server on it
        try (Coturn coturn = Coturn.start(router);
                Appliance appliance = Appliance.start(
                        outside,
                        configuration -> configuration.set(
                                "media.turn",
                                List.of(Map.of(
                                        "url",
                                        "turn:" + coturn.hostAndPort(),
                                        "username",
                                        Coturn.USER,
                                        "password",
                                        Coturn.PASSWORD))));
                Phones phones = new Phones(outside);
                Phone alice = phones.phone(speaking("alice", FAR), appliance.sip())) {
            int lowest = appliance.configuration().lowestRtpPort();
            for (String port : List.of("--dport", "--sport")) {
                router.run("iptables", "-A", "FORWARD", "-p", "udp", port, lowest + ":" + (lowest + 200), "-j", "DROP");
            }
            PhoneCall far = alice.dial("lobby").awaitAnswered(Testbed.ANSWER);

            // when a phone behind the router dials in with ICE
            try (Baresip baresip = Baresip.start(inside, baresip(appliance.sip()))) {
                baresip.dial("lobby");
                baresip.awaitEstablished(ofSeconds(10));

                // then they hear each other, through the server
                hearEachOther(baresip, far);
                coturn.awaitAllocation(ofSeconds(1));
                baresip.hangUp();
                baresip.awaitClosed(ofSeconds(5));
            }
            coturn.awaitGivenBack(ofSeconds(5));
            assertThat(appliance.log()).noneMatch(line -> line.text().contains(Coturn.PASSWORD));
            assertThat(far.hangUp()).isEqualTo(200);
        }
    }

    @Test
    void anApplianceBehindNatIsFoundByItsOwnChecks() {
        // given an appliance of which only the signalling port is forwarded
        try (Coturn coturn = Coturn.start(outside);
                Appliance appliance = Appliance.start(inside, configuration -> configuration
                        .set("sip.advertise", ROUTER)
                        .set("media.stun", List.of(coturn.hostAndPort())));
                Phones phones = new Phones(inside);
                Phone alice = phones.phone(speaking("alice", FAR), appliance.sip())) {
            InetSocketAddress advertised =
                    new InetSocketAddress(router.address(), appliance.sip().getPort());
            forward("udp", advertised.getPort());
            PhoneCall far = alice.dial("lobby").awaitAnswered(Testbed.ANSWER); // she cannot hang up: no hairpin

            try (Baresip baresip = Baresip.start(outside, baresip(advertised))) {
                baresip.dial("lobby");
                baresip.awaitEstablished(ofSeconds(10));
                hearEachOther(baresip, far);
                baresip.hangUp();
                baresip.awaitClosed(ofSeconds(5));
            }
        }
    }

    @Test
    @Tag("long")
    void aPhoneThatAnswersNoChecksAnyMoreIsLetGo() {
        try (Appliance appliance = Appliance.start(outside, configuration -> {});
                Baresip baresip = Baresip.start(inside, baresip(appliance.sip()))) {
            baresip.dial("lobby");
            baresip.awaitEstablished(ofSeconds(10));
            appliance.await(
                    "a way is found", ofSeconds(10), up -> baresip.output().contains("connectivity check is complete"));
            int lowest = appliance.configuration().lowestRtpPort();
            // its audio still comes, ours and our checks do not reach it
            router.run(
                    "iptables", "-A", "FORWARD", "-p", "udp", "--sport", lowest + ":" + (lowest + 200), "-j", "DROP");

            // it may not hear our BYE: by now the router has forgotten the way of its signalling
            appliance.await("the record tells of it", ofSeconds(45), up -> up.api("GET", "/api/v1/calls/records", "")
                    .body()
                    .contains("answered none of our checks for 30 s"));
            appliance.awaitZero(ofSeconds(5), "patchbay_calls", "patchbay_rtp_ports_in_use");
        }
    }

    @Test
    void anOrdinaryPhoneReachesTheAddressThatAStunServerSees() {
        router.run(
                "iptables",
                "-t",
                "nat",
                "-A",
                "PREROUTING",
                "-i",
                "eth0",
                "-j",
                "DNAT",
                "--to-destination",
                INNER + ".2");
        try (Coturn coturn = Coturn.start(outside);
                Appliance appliance = Appliance.start(inside, configuration -> configuration
                        .set("sip.advertise", ROUTER)
                        .set("media.advertise", List.of("stun:" + coturn.hostAndPort())));
                Phones phones = new Phones(outside)) {
            appliance.awaitLog(line -> line.contains("the public address is " + ROUTER), "its address", ofSeconds(5));
            InetSocketAddress advertised =
                    new InetSocketAddress(router.address(), appliance.sip().getPort());
            try (Phone alice = phones.phone(speaking("alice", NEAR), advertised);
                    Phone bob = phones.phone(speaking("bob", FAR), advertised)) {
                PhoneCall near = alice.dial("lobby").awaitAnswered(Testbed.ANSWER);
                PhoneCall far = bob.dial("lobby").awaitAnswered(Testbed.ANSWER);
                near.audio().awaitHeard(s -> s.hears(FAR), "the far tone", ofSeconds(1), ofSeconds(10));
                far.audio().awaitHeard(s -> s.hears(NEAR), "the near tone", ofSeconds(1), ofSeconds(10));
                assertThat(near.hangUp()).isEqualTo(200);
                assertThat(far.hangUp()).isEqualTo(200);
            }
        }
    }

    private void forward(String protocol, int port) {
        router.run(
                "iptables",
                "-t",
                "nat",
                "-A",
                "PREROUTING",
                "-i",
                "eth0",
                "-p",
                protocol,
                "--dport",
                Integer.toString(port),
                "-j",
                "DNAT",
                "--to-destination",
                INNER + ".2");
    }

    private static BaresipSettings baresip(InetSocketAddress server) {
        return new BaresipSettings("bob", "", server, "udp", "pcma", Tone.of(NEAR)).withIce();
    }

    private static PhoneSettings speaking(String name, int frequency) {
        return PhoneSettings.named(name).playing(Tone.of(frequency));
    }

    private static void hearEachOther(Baresip baresip, PhoneCall far) {
        baresip.awaitHeard(s -> s.hears(FAR) && !s.hears(NEAR), "the far tone", ofSeconds(1), ofSeconds(10));
        far.audio().awaitHeard(s -> s.hears(NEAR) && !s.hears(FAR), "the near tone", ofSeconds(1), ofSeconds(10));
    }
}
