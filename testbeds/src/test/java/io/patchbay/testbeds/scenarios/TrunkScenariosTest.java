package io.patchbay.testbeds.scenarios;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.testbeds.appliance.Appliance;
import io.patchbay.testbeds.appliance.ApplianceHttp;
import io.patchbay.testbeds.audio.Tone;
import io.patchbay.testbeds.net.Host;
import io.patchbay.testbeds.phone.Phone;
import io.patchbay.testbeds.phone.PhoneCall;
import io.patchbay.testbeds.phone.PhoneSettings;
import io.patchbay.testbeds.phone.Phones;
import io.patchbay.testbeds.process.ChildProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two appliances, one the other's provider: registration, calls both ways, failover, and what an operator sees of it. */
class TrunkScenariosTest {
    private static final Duration SOON = ofSeconds(15);

    private static Appliance provider;
    private static Appliance customer;

    @BeforeAll
    static void start() {
        provider = Appliance.start(Host.loopback(), configuration -> configuration
                .device("account", "secret")
                .set(
                        "trunks",
                        List.of(Map.of(
                                "name",
                                "customer",
                                "inbound",
                                Map.of(
                                        "addresses",
                                        List.of("127.0.0.0/8"),
                                        "username",
                                        "customer",
                                        "password",
                                        "word",
                                        "headers",
                                        List.of("X-Account")))))
                .set("routes", List.of(Map.of("match", "+4930*", "from", "trunk:customer", "to", "room:desk"))));
        String host = "127.0.0.1:" + provider.sip().getPort();
        customer = Appliance.start(Host.loopback(), configuration -> configuration
                .set("access.callers", List.of("192.0.2.1")) // the trunk's own address is let in all the same
                .set(
                        "trunks",
                        List.of(
                                Map.of(
                                        "name",
                                        "acme",
                                        "hosts",
                                        List.of(host),
                                        "username",
                                        "account",
                                        "password",
                                        "secret",
                                        "register",
                                        true,
                                        "health-every",
                                        "1s"),
                                Map.of(
                                        "name",
                                        "broken",
                                        "hosts",
                                        List.of("127.0.0.1:9"),
                                        "health-every",
                                        "0s",
                                        "outbound",
                                        Map.of("prefixes", List.of("+49"), "priority", 1)),
                                Map.of(
                                        "name",
                                        "out",
                                        "hosts",
                                        List.of(host),
                                        "username",
                                        "customer",
                                        "password",
                                        "word",
                                        "health-every",
                                        "1s",
                                        "country-code",
                                        "49",
                                        "outbound",
                                        Map.of(
                                                "prefixes",
                                                List.of("+49"),
                                                "priority",
                                                2,
                                                "identity",
                                                "asserted",
                                                "headers",
                                                List.of("X-Account")))))
                .set("routes", List.of(Map.of("match", "account", "to", "room:lobby"))));
    }

    @AfterAll
    static void stop() {
        customer.close();
        provider.close();
    }

    private static void awaitRegistered() {
        customer.await(
                "the trunk is registered", SOON, appliance -> figure(appliance, "patchbay_trunk_registered") == 1);
    }

    @Test
    void aTrunkRegistersAndItsCallsArriveWhereTheRouteSays() {
        awaitRegistered();
        ApplianceHttp.Response call =
                provider.api("POST", "/api/v1/calls", "{\"device\": \"account\", \"room\": \"theirs\"}");
        assertThat(call.status()).isEqualTo(200);
        customer.await("the call is in the lobby", SOON, appliance -> appliance
                .api("GET", "/api/v1/calls", "")
                .body()
                .contains("\"room\":\"lobby\",\"state\":\"established\""));
        assertThat(figure(customer, "patchbay_trunk_calls")).isEqualTo(1);
        hangUpAll(provider);
        customer.awaitZero(SOON, "patchbay_calls", "patchbay_trunk_calls");
    }

    @Test
    void aNumberIsCalledThroughTheNextTrunkWhereTheFirstIsSilentAndAudioFlows() {
        try (Phones phones = new Phones(Host.loopback());
                Phone desk = phones.phone(
                        PhoneSettings.named("customer").withPassword("word").playing(Tone.of(700)), provider.sip())) {
            PhoneCall heard = desk.dial("+4930999").awaitAnswered(Testbed.ANSWER);
            ApplianceHttp.Response call = customer.api(
                    "POST",
                    "/api/v1/calls",
                    "{\"to\": \"tel:030-1234\", \"room\": \"ours\", \"headers\": {\"X-Account\": \"77\"}}");
            assertThat(call.status()).isEqualTo(200);
            customer.await("the call is up", ofSeconds(20), appliance -> appliance
                    .api("GET", "/api/v1/calls", "")
                    .body()
                    .contains("\"room\":\"ours\",\"state\":\"established\""));
            assertThat(provider.api("GET", "/api/v1/calls", "").body()).contains("+49301234@");
            provider.await("the record has the header fields", SOON, appliance -> {
                String records =
                        appliance.api("GET", "/api/v1/calls/records", "").body();
                return records.contains("{\"name\":\"x-account\",\"value\":\"77\"}")
                        && records.contains(
                                "{\"name\":\"p-asserted-identity\",\"value\":\"<sip:customer@127.0.0.1>\"}");
            });
            heard.hangUp();
            hangUpAll(customer);
        }
        customer.awaitZero(SOON, "patchbay_calls", "patchbay_trunk_calls");
        provider.awaitZero(SOON, "patchbay_calls", "patchbay_trunk_calls");
    }

    @Test
    void aNumberThatNoTrunkMayCallIsRefusedWithEveryReason() {
        ApplianceHttp.Response call = customer.api("POST", "/api/v1/calls", "{\"to\": \"+1555\", \"room\": \"ours\"}");
        assertThat(call.status()).isEqualTo(409);
        assertThat(call.body())
                .contains("trunk acme: no call may go out through it (outbound.prefixes is empty)")
                .contains("trunk out: +1555 begins with none of its outbound.prefixes (+49)");
    }

    @Test
    void eachRefusedCallHasARecordThatTellsWhatWasTried() {
        try (Phones phones = new Phones(Host.loopback());
                Phone caller = phones.phone(PhoneSettings.named("caller"), customer.sip())) {
            PhoneCall call = caller.dial("no%20room");
            call.awaitEnded(SOON);
            assertThat(call.refusal().orElseThrow().header("Reason"))
                    .contains("is no room name", "before: route 1 (account): 'no room' does not match");
        }
        customer.api("POST", "/api/v1/calls", "{\"to\": \"+1666\", \"room\": \"ours\"}");
        customer.await("both records", SOON, appliance -> {
            String records =
                    appliance.api("GET", "/api/v1/calls/records?limit=50", "").body();
            return records.contains(
                            "{\"kind\":\"route\",\"name\":\"1 (account)\",\"outcome\":\"'no room' does not match\",\"fits\":false}")
                    && records.contains("+1666 begins with none of its outbound.prefixes (+49)")
                    && records.contains("\"sipStatus\":503");
        });
        customer.awaitLog(
                line -> line.contains("call ended") && line.contains("tried trunk acme: the call is from it; route 1"),
                "what was tried",
                SOON);
    }

    @Test
    void aRouteTestTellsWhatWouldBecomeOfACall() {
        try (ChildProcess dry = customer.command("route-test", "030-1234", "--from", "203.0.113.9")) {
            assertThat(dry.text())
                    .contains("- limit access.callers: 203.0.113.9 is not in access.callers")
                    .contains("result: 403")
                    .contains("+ trunk out: would call sip:+49301234@127.0.0.1")
                    .contains("- trunk acme: no call may go out through it");
        }
        try (ChildProcess dry = customer.command("route-test", "account")) {
            assertThat(dry.text())
                    .contains("+ trunk acme: calls from there are its own")
                    .contains("+ route 1 (account): leads to room lobby")
                    .contains("result: room lobby");
        }
    }

    @Test
    void aWrongDigestIsRefusedAndNothingIsLeft() {
        try (Phones phones = new Phones(Host.loopback());
                Phone stranger = phones.phone(PhoneSettings.named("customer").withPassword("wrong"), provider.sip())) {
            PhoneCall call = stranger.dial("+4930999");
            call.awaitEnded(SOON);
            assertThat(call.statuses()).last().isIn(401, 403);
        }
        provider.awaitZero(SOON, "patchbay_trunk_calls");
    }

    @Test
    void anOperatorSeesHowItsTrunksStand() {
        awaitRegistered();
        try (ChildProcess trunks = customer.command("trunks")) {
            assertThat(trunks.text()).contains("acme", "registered", "up", "broken", "unknown", "127.0.0.1:9");
        }
    }

    private static double figure(Appliance appliance, String metric) {
        return appliance.metrics().samples().get(metric + "{trunk=\"acme\"}");
    }

    private static void hangUpAll(Appliance appliance) {
        String calls = appliance.api("GET", "/api/v1/calls", "").body();
        for (String part : calls.split("\"callId\":\"")) {
            if (!part.startsWith("[")) {
                appliance.api("DELETE", "/api/v1/calls/" + part.substring(0, part.indexOf('"')), "");
            }
        }
    }
}
