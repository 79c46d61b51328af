package io.patchbay.testbeds.scenarios;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.patchbay.testbeds.appliance.Appliance;
import io.patchbay.testbeds.appliance.ApplianceHttp;
import io.patchbay.testbeds.audio.Tone;
import io.patchbay.testbeds.browser.Browsers;
import io.patchbay.testbeds.browser.RoomPage;
import io.patchbay.testbeds.net.Namespace;
import io.patchbay.testbeds.phone.Phone;
import io.patchbay.testbeds.phone.PhoneCall;
import io.patchbay.testbeds.phone.PhoneSettings;
import io.patchbay.testbeds.phone.Phones;
import io.patchbay.testbeds.process.ChildProcess;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The appliance on one host; browser and phone on another. */
@Tag("real-peer")
@TestMethodOrder(OrderAnnotation.class)
class TwoHostsTest {
    private static final int PAGE = 970;
    private static final int PHONE = 500;

    /** Within which audio must be back after the browser's address has changed. */
    private static final Duration BACK = ofSeconds(15);

    private static Namespace here;
    private static Namespace there;
    private static Appliance appliance;
    private static Phones phones;
    private static Browsers browsers;

    @BeforeAll
    static void connectTwoHosts() {
        assumeTrue(Namespace.whyNot().isEmpty(), Namespace::whyNot);
        assumeTrue(Browsers.whyNot().isEmpty(), Browsers::whyNot);
        List<Namespace> hosts = Namespace.pair("h" + ProcessHandle.current().pid() % 10_000, "10.77.3");
        here = hosts.get(0);
        there = hosts.get(1);
        appliance = Appliance.start(here, configuration -> {});
        phones = new Phones(there);
        browsers = new Browsers(there);
    }

    @AfterAll
    static void close() {
        for (AutoCloseable part : new AutoCloseable[] {browsers, phones, appliance, there, here}) {
            if (part != null) {
                closeQuietly(part);
            }
        }
    }

    private static void closeQuietly(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            throw new IllegalStateException("cannot close " + part, e);
        }
    }

    @Test
    @Order(2) // the other host has another address afterwards
    void phoneAndBrowserOnAnotherHostHearEachOtherOverHttpsAndAfterAChangeOfAddress() {
        try (RoomPage page = RoomPage.join(browsers, appliance.secureUrl(""), "lobby", "Carol", PAGE, "");
                Phone alice = phones.phone(PhoneSettings.named("alice").playing(Tone.of(PHONE)), appliance.sip())) {
            assertThat(page.evaluate("window.isSecureContext")).isEqualTo(true);
            PhoneCall call = alice.dial("lobby").awaitAnswered(Testbed.ANSWER);
            hearEachOther(page, call, ofSeconds(15));
            String self = page.selfId();

            there.changeAddress("10.77.3.2", "10.77.3.22");

            page.awaitLevels(
                    List.of(PHONE), levels -> levels.get(PHONE) < -60, "that the old address is dead", ofSeconds(10));
            // the phone's sockets are bound to the address that is gone: it dials anew, from the new one
            try (Phones moved = new Phones(there.at("10.77.3.22"));
                    Phone bob = moved.phone(PhoneSettings.named("bob").playing(Tone.of(PHONE)), appliance.sip())) {
                PhoneCall again = bob.dial("lobby").awaitAnswered(Testbed.ANSWER);
                hearEachOther(page, again, BACK);
                assertThat(page.selfId()).isEqualTo(self);
                assertThat(again.hangUp()).isEqualTo(200);
            }
        }
    }

    @Test
    @Order(1)
    void browserWhoseNetworkLetsNoUdpThroughHearsAndIsHeardOverTcp() {
        try (Closing filter = dropUdpOfBrowsers();
                RoomPage page = RoomPage.join(browsers, appliance.secureUrl(""), "cellar", "Carol", PAGE, "");
                Phone alice = phones.phone(PhoneSettings.named("alice").playing(Tone.of(PHONE)), appliance.sip())) {
            assertThat(filter).isNotNull();
            PhoneCall call = alice.dial("cellar").awaitAnswered(Testbed.ANSWER);

            hearEachOther(page, call, ofSeconds(20));

            assertThat(page.selectedProtocols()).containsOnly("tcp");
            assertThat(call.hangUp()).isEqualTo(200);
        }
    }

    /** Undoes something. */
    private interface Closing extends AutoCloseable {
        @Override
        void close();
    }

    private static Closing dropUdpOfBrowsers() {
        int port = appliance.configuration().webrtc().getPort();
        iptables("-A", port);
        return () -> iptables("-D", port);
    }

    private static void iptables(String change, int port) {
        List<String> rule = List.of("iptables", change, "OUTPUT", "-p", "udp", "--dport", port + ":" + (port + 5));
        ChildProcess.run(
                ofSeconds(5),
                there.command(Stream.concat(rule.stream(), Stream.of("-j", "DROP"))
                                .toList())
                        .toArray(String[]::new));
    }

    @Test
    @Order(1)
    void plainHttpFromAnotherHostIsReferredToHttps() {
        ApplianceHttp http = new ApplianceHttp(there);

        assertThat(http.get(appliance.url("/rooms/lobby")).status()).isBetween(301, 308);
        assertThat(http.get(appliance.secureUrl("/rooms/lobby")).status()).isEqualTo(200);
    }

    private static void hearEachOther(RoomPage page, PhoneCall call, Duration deadline) {
        call.audio().awaitHeard(s -> s.hears(PAGE), "the page's %d Hz".formatted(PAGE), ofSeconds(1), deadline);
        page.awaitLevels(
                List.of(PHONE, PAGE),
                levels -> levels.get(PHONE) > -30 && levels.get(PAGE) < levels.get(PHONE) - 20,
                "the phone's %d Hz and not itself".formatted(PHONE),
                deadline);
    }
}
