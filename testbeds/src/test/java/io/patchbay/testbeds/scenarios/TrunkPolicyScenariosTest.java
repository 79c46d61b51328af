package io.patchbay.testbeds.scenarios;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.testbeds.appliance.Appliance;
import io.patchbay.testbeds.audio.Tone;
import io.patchbay.testbeds.net.Host;
import io.patchbay.testbeds.phone.Phone;
import io.patchbay.testbeds.phone.PhoneCall;
import io.patchbay.testbeds.phone.PhoneCodec;
import io.patchbay.testbeds.phone.PhoneSettings;
import io.patchbay.testbeds.phone.Phones;
import io.patchbay.testbeds.phone.SipMessage;
import io.patchbay.testbeds.process.ChildProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a trunk's own settings say of codecs, encryption and rate, in both directions. */
class TrunkPolicyScenariosTest {
    private static final Duration SOON = ofSeconds(15);
    private static final String KEY =
            "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5";

    private Appliance appliance;
    private final Phones wide = new Phones(Host.loopback(72));
    private final Phones secret = new Phones(Host.loopback(73));
    private final Phones paced = new Phones(Host.loopback(74));

    @BeforeEach
    void start() {
        appliance = Appliance.start(
                Host.loopback(), configuration -> configuration.set("trunks", trunks(List.of(), List.of())));
    }

    @AfterEach
    void stop() {
        wide.close();
        secret.close();
        paced.close();
        appliance.close();
    }

    /** The trunks by their addresses; those with hosts can be called. */
    private static List<Map<String, Object>> trunks(List<String> wideHosts, List<String> secretHosts) {
        return List.of(
                Map.of(
                        "name",
                        "wide",
                        "hosts",
                        wideHosts,
                        "health-every",
                        "0s",
                        "codecs",
                        List.of("G722"),
                        "srtp",
                        "off",
                        "inbound",
                        Map.of("addresses", List.of("127.0.0.72")),
                        "outbound",
                        Map.of("prefixes", prefixes(wideHosts), "priority", 2)),
                Map.of(
                        "name",
                        "secret",
                        "hosts",
                        secretHosts,
                        "health-every",
                        "0s",
                        "codecs",
                        List.of("PCMA"),
                        "srtp",
                        "required",
                        "inbound",
                        Map.of("addresses", List.of("127.0.0.73")),
                        "outbound",
                        Map.of("prefixes", prefixes(secretHosts), "priority", 1)),
                Map.of(
                        "name",
                        "paced",
                        "invites-per-second",
                        1,
                        "inbound",
                        Map.of("addresses", List.of("127.0.0.74"))));
    }

    private static List<String> prefixes(List<String> hosts) {
        return hosts.isEmpty() ? List.of() : List.of("any");
    }

    @Test
    void aTrunksCallsSpeakItsCodecsAndAreEncryptedAsItSays() {
        try (Phone pbx = wide.phone(
                        PhoneSettings.named("pbx").offering(PhoneCodec.PCMU, PhoneCodec.G722), appliance.sip());
                Phone narrow = wide.phone(PhoneSettings.named("narrow"), appliance.sip());
                Phone sbc = secret.phone(PhoneSettings.named("sbc").offering(PhoneCodec.PCMA), appliance.sip())) {
            PhoneCall call = pbx.dial("lobby").awaitAnswered(Testbed.ANSWER);
            assertThat(call.audio().codec()).contains(PhoneCodec.G722);
            assertThat(call.hangUp()).isEqualTo(200);

            assertRefused(narrow.dial("lobby"), "no codec in common");
            assertRefused(
                    wide.phone(PhoneSettings.named("keys"), appliance.sip()).dial("lobby", encrypted(9)), "SAVP");
            assertRefused(sbc.dial("lobby"), "encrypt");
            PhoneCall protectedCall = sbc.dial("lobby", encrypted(8)).awaitAnswered(Testbed.ANSWER);
            assertThat(protectedCall.theirSdp()).contains("RTP/SAVP 8", "a=crypto:1");
            assertThat(protectedCall.hangUp()).isEqualTo(200);
        }
        appliance.awaitZero(SOON, "patchbay_calls", "patchbay_rtp_ports_in_use");
    }

    @Test
    void eachTrunkThatACallIsTriedThroughIsOfferedWhatItsOwnSettingsSay() {
        try (Phone first = secret.phone(PhoneSettings.named("first").leftRinging(), appliance.sip());
                Phone second = wide.phone(
                        PhoneSettings.named("second").offering(PhoneCodec.G722).playing(Tone.of(700)),
                        appliance.sip())) {
            appliance.rewriteConfiguration(
                    configuration -> configuration.set("trunks", trunks(hosts(second), hosts(first))));
            try (ChildProcess reload = appliance.command("reload")) {
                assertThat(reload.text()).contains("trunks");
            }
            appliance.await(
                    "it is placed",
                    SOON,
                    up -> up.api("POST", "/api/v1/calls", "{\"to\": \"+4930\", \"room\": \"ours\"}")
                                    .status()
                            == 200);
            PhoneCall refused = first.awaitCall(SOON);
            assertThat(refused.theirSdp()).contains("RTP/SAVP 8 ", "a=crypto:").doesNotContain("G722", "PCMU");
            refused.reject(503, "Out of order");

            PhoneCall taken = second.awaitCall(SOON).awaitAcknowledged(SOON);
            assertThat(taken.theirSdp()).contains("RTP/AVP 9 ").doesNotContain("a=crypto", "PCMA");
            assertThat(taken.audio().codec()).contains(PhoneCodec.G722);
            appliance.await("the room hears it", SOON, up -> up.metrics().sum("patchbay_participants") == 1);
            assertThat(taken.hangUp()).isEqualTo(200);
        }
        appliance.awaitZero(SOON, "patchbay_calls", "patchbay_trunk_calls", "patchbay_rtp_ports_in_use");
    }

    @Test
    void aTrunkThatCallsTooFastIsToldWhenToTryAgain() {
        try (Phone fast = paced.phone(PhoneSettings.named("fast"), appliance.sip())) {
            List<PhoneCall> calls = List.of(fast.dial("lobby"), fast.dial("lobby"), fast.dial("lobby"));
            appliance.await("two of them are up", SOON, up -> up.metrics().sum("patchbay_participants") == 2);
            SipMessage refusal = calls.stream()
                    .flatMap(call -> call.refusal().stream())
                    .findFirst()
                    .orElseThrow();
            assertThat(refusal.status()).isEqualTo(503);
            assertThat(refusal.header("Retry-After")).isEqualTo("2");
            assertThat(refusal.header("Reason"))
                    .contains("more than 1 calls a second from trunk paced (trunks.invites-per-second)");
        }
    }

    private static List<String> hosts(Phone phone) {
        return List.of(phone.address().getAddress().getHostAddress() + ":"
                + phone.address().getPort());
    }

    private static void assertRefused(PhoneCall call, String why) {
        call.awaitEnded(SOON);
        assertThat(call.refusal().orElseThrow().status()).isEqualTo(488);
        assertThat(call.refusal().orElseThrow().header("Reason")).contains(why);
    }

    private static String encrypted(int payloadType) {
        return String.join(
                        "\r\n",
                        "v=0",
                        "o=- 1 1 IN IP4 127.0.0.1",
                        "s=-",
                        "c=IN IP4 127.0.0.1",
                        "t=0 0",
                        "m=audio 9 RTP/SAVP " + payloadType,
                        KEY)
                + "\r\n";
    }
}
