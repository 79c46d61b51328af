package io.patchbay.testbeds.scenarios;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.patchbay.testbeds.appliance.Appliance;
import io.patchbay.testbeds.appliance.ApplianceHttp;
import io.patchbay.testbeds.audio.Tone;
import io.patchbay.testbeds.kamailio.Kamailio;
import io.patchbay.testbeds.net.Host;
import io.patchbay.testbeds.phone.Phone;
import io.patchbay.testbeds.phone.PhoneCall;
import io.patchbay.testbeds.phone.PhoneSettings;
import io.patchbay.testbeds.phone.Phones;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The appliance registers at Kamailio and calls through it, and Kamailio insists on every later request by Record-Route. */
@Tag("real-peer")
class KamailioScenariosTest {
    private static final Duration SOON = ofSeconds(15);
    private static final String NUMBER = "+4930555";

    private static Kamailio kamailio;
    private static Appliance appliance;
    private static Phones phones;

    @BeforeAll
    static void start() {
        assumeTrue(Kamailio.whyNot().isEmpty(), Kamailio::whyNot);
        kamailio = Kamailio.start();
        phones = new Phones(Host.loopback());
        String host = "127.0.0.1:" + kamailio.address().getPort();
        Map<String, Object> trunk = Map.of(
                "name",
                "kamailio",
                "hosts",
                List.of(host),
                "username",
                "box",
                "password",
                "unasked",
                "register",
                true,
                "outbound",
                Map.of("prefixes", List.of("+49")));
        appliance = Appliance.start(Host.loopback(), configuration -> configuration
                .set("trunks", List.of(trunk))
                .set("routes", List.of(Map.of("match", "box", "to", "room:lobby"))));
        appliance.await("the trunk is registered", SOON, one -> one.metrics().sum("patchbay_trunk_registered") == 1);
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable part : new AutoCloseable[] {appliance, phones, kamailio}) {
            if (part != null) {
                part.close();
            }
        }
    }

    @Test
    void callThatComesThroughTheProxyIsEndedByItsCaller() {
        try (Phone alice = phones.phone(PhoneSettings.named("alice"), kamailio.address())) {
            PhoneCall call = alice.dial("box").awaitAnswered(Testbed.ANSWER);

            assertThat(call.hangUp()).isEqualTo(200);

            appliance.awaitZero(SOON, "patchbay_calls");
        }
    }

    @Test
    void callThatComesThroughTheProxyIsEndedByTheAppliance() {
        try (Phone alice = phones.phone(PhoneSettings.named("alice"), kamailio.address())) {
            PhoneCall call = alice.dial("box").awaitAnswered(Testbed.ANSWER);

            hangUpAll();

            assertThat(call.awaitEnded(SOON)).startsWith("BYE from the far side");
        }
    }

    @Test
    void phoneCalledThroughTheProxyIsHeardAndHangsUp() {
        try (Phone bob = phones.phone(PhoneSettings.named(NUMBER).playing(Tone.of(500)), kamailio.address());
                Phone alice = phones.phone(PhoneSettings.named("alice").playing(Tone.of(710)), appliance.sip())) {
            PhoneCall here = alice.dial("outside").awaitAnswered(Testbed.ANSWER);
            PhoneCall there = call(bob, "outside");

            here.audio().awaitHeard(s -> s.hears(500) && !s.hears(710), "bob's tone", ofSeconds(1), ofSeconds(10));
            there.audio().awaitHeard(s -> s.hears(710) && !s.hears(500), "alice's tone", ofSeconds(1), ofSeconds(10));

            assertThat(there.hangUp()).isEqualTo(200);
            assertThat(here.hangUp()).isEqualTo(200);
        }
    }

    @Test
    void phoneCalledThroughTheProxyIsHungUpOn() {
        try (Phone bob = phones.phone(PhoneSettings.named(NUMBER), kamailio.address())) {
            PhoneCall there = call(bob, "aside");

            hangUpAll();

            assertThat(there.awaitEnded(SOON)).startsWith("BYE from the far side");
        }
    }

    private static PhoneCall call(Phone bob, String room) {
        assertThat(bob.register(ofSeconds(60))).isEqualTo(200);
        ApplianceHttp.Response call =
                appliance.api("POST", "/api/v1/calls", "{\"to\": \"%s\", \"room\": \"%s\"}".formatted(NUMBER, room));
        assertThat(call.status()).as(call.body()).isEqualTo(200);
        return bob.awaitCall(SOON).awaitAcknowledged(SOON);
    }

    private static void hangUpAll() {
        String calls = appliance.api("GET", "/api/v1/calls", "").body();
        for (String part : calls.split("\"callId\":\"")) {
            if (!part.startsWith("[")) {
                appliance.api("DELETE", "/api/v1/calls/" + part.substring(0, part.indexOf('"')), "");
            }
        }
    }
}
