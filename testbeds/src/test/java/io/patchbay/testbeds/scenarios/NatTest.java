package io.patchbay.testbeds.scenarios;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.patchbay.testbeds.appliance.Appliance;
import io.patchbay.testbeds.audio.Tone;
import io.patchbay.testbeds.net.Namespace;
import io.patchbay.testbeds.phone.Phone;
import io.patchbay.testbeds.phone.PhoneCall;
import io.patchbay.testbeds.phone.PhoneSettings;
import io.patchbay.testbeds.phone.Phones;
import java.net.InetSocketAddress;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Audio both ways through a router that translates addresses, whichever side of it the appliance is on. */
@Tag("real-peer")
class NatTest {
    private static final String INNER = "10.77.5";
    private static final String OUTER = "10.77.6";
    private static final String ROUTER = OUTER + ".1";
    private static final int NEAR = 500; // Hz
    private static final int FAR = 710;

    private Namespace inside;
    private Namespace router;
    private Namespace outside;

    @BeforeEach
    void connectThreeHosts() {
        assumeTrue(Namespace.whyNot().isEmpty(), Namespace::whyNot);
        List<Namespace> hosts =
                Namespace.behindNat("n" + ProcessHandle.current().pid() % 10_000, INNER, OUTER);
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
    void phoneBehindNatHearsAndIsHeardAlsoAfterItsAddressHasChangedInMidCall() {
        try (Appliance appliance = Appliance.start(outside, configuration -> {});
                Phones hidden = new Phones(inside);
                Phones open = new Phones(outside);
                Phone alice = hidden.phone(speaking("alice", NEAR), appliance.sip());
                Phone bob = open.phone(speaking("bob", FAR), appliance.sip())) {
            PhoneCall near = alice.dial("lobby").awaitAnswered(Testbed.ANSWER);
            PhoneCall far = bob.dial("lobby").awaitAnswered(Testbed.ANSWER);
            hearEachOther(near, far);

            changeAddressOfRouter(OUTER + ".11");
            near.audio().awaitHeard(s -> !s.hears(FAR), "that the old address is dead", ofSeconds(1), ofSeconds(10));
            assertThat(near.reinvite("sendrecv").status()).isEqualTo(200);

            hearEachOther(near, far);
            assertThat(near.hangUp()).isEqualTo(200);
            assertThat(far.hangUp()).isEqualTo(200);
        }
    }

    @Test
    void deviceBehindANatThatForgetsSoonIsCalledAsKeepAlivesHoldTheWayOpen() {
        String timeouts = "/proc/sys/net/netfilter/nf_conntrack_udp_timeout";
        router.run("sh", "-c", "echo 3 > %s && echo 3 > %s_stream".formatted(timeouts, timeouts));
        try (Appliance appliance = Appliance.start(outside, configuration -> configuration
                        .set("registrar.keep-alive", "1s")
                        .device("desk", "4711-secret"));
                Phones hidden = new Phones(inside);
                Phone desk = hidden.phone(speaking("desk", NEAR).withPassword("4711-secret"), appliance.sip())) {
            assertThat(desk.register(ofSeconds(600))).isEqualTo(200);
            Awaitility.await()
                    .atMost(ofSeconds(30))
                    .until(() ->
                            desk.transcript().split("< OPTIONS", -1).length > 6); // longer than the router remembers

            assertThat(appliance.api("GET", "/api/v1/devices/desk", "").body())
                    .contains("\"behindNat\":true")
                    .contains("\"reachable\":\"reachable\"");
            appliance.api("POST", "/api/v1/calls", "{\"device\":\"desk\",\"room\":\"lobby\"}");
            PhoneCall call = desk.awaitCall(Testbed.ANSWER).awaitAcknowledged(Testbed.ANSWER);
            assertThat(call.hangUp()).isEqualTo(200);
        }
    }

    @Test
    void applianceBehindOneToOneNatIsReachedAtTheAddressThatItAdvertises() {
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
        try (Appliance appliance = Appliance.start(inside, configuration -> configuration
                        .set("sip.advertise", ROUTER)
                        .set("media.advertise", List.of(ROUTER)));
                Phones phones = new Phones(outside)) {
            InetSocketAddress advertised =
                    new InetSocketAddress(router.address(), appliance.sip().getPort());
            try (Phone alice = phones.phone(speaking("alice", NEAR), advertised);
                    Phone bob = phones.phone(speaking("bob", FAR).overTcp(), advertised)) {
                PhoneCall near = alice.dial("lobby").awaitAnswered(Testbed.ANSWER);
                PhoneCall far = bob.dial("lobby").awaitAnswered(Testbed.ANSWER);

                hearEachOther(near, far);

                assertThat(near.hangUp()).isEqualTo(200); // to the Contact, which names the router
                assertThat(far.hangUp()).isEqualTo(200);
            }
        }
    }

    private static PhoneSettings speaking(String name, int frequency) {
        return PhoneSettings.named(name).playing(Tone.of(frequency));
    }

    /** Taking the address away makes the kernel forget the translations that used it. */
    private void changeAddressOfRouter(String now) {
        router.run("ip", "addr", "del", ROUTER + "/24", "dev", "eth0");
        router.run("ip", "addr", "add", now + "/24", "dev", "eth0");
    }

    private static void hearEachOther(PhoneCall near, PhoneCall far) {
        near.audio().awaitHeard(s -> s.hears(FAR) && !s.hears(NEAR), "the far tone", ofSeconds(1), ofSeconds(10));
        far.audio().awaitHeard(s -> s.hears(NEAR) && !s.hears(FAR), "the near tone", ofSeconds(1), ofSeconds(10));
    }
}
