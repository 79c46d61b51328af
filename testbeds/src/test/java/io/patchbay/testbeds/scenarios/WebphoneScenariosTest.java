package io.patchbay.testbeds.scenarios;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.patchbay.testbeds.appliance.Appliance;
import io.patchbay.testbeds.audio.Tone;
import io.patchbay.testbeds.browser.Browsers;
import io.patchbay.testbeds.browser.Webphone;
import io.patchbay.testbeds.net.Host;
import io.patchbay.testbeds.phone.Phone;
import io.patchbay.testbeds.phone.PhoneCall;
import io.patchbay.testbeds.phone.PhoneSettings;
import io.patchbay.testbeds.phone.Phones;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The appliance as SIP.js in Chromium sees it: SIP over a secure WebSocket, ICE without trickling, DTLS-SRTP. */
@Tag("real-peer")
class WebphoneScenariosTest {
    private static final Duration SOON = ofSeconds(15);
    private static final Duration WINDOW = ofSeconds(1);
    private static final int WEBPHONE = 500;
    private static final int PHONE = 710;

    private static Appliance appliance;
    private static ApplianceCalls calls;
    private static Phones phones;
    private static Browsers browsers;

    @BeforeAll
    static void start() {
        assumeTrue(Webphone.whyNot().isEmpty(), Webphone::whyNot);
        phones = new Phones(Host.loopback());
        browsers = new Browsers(Host.loopback());
        appliance = Appliance.start(Host.loopback(), configuration -> configuration
                .set("log.level", "debug") // keys are nobody's business but the tester's
                .device("web1", Testbed.PASSWORD)
                .device("web2", Testbed.PASSWORD));
        calls = new ApplianceCalls(appliance);
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable part : new AutoCloseable[] {browsers, appliance, phones}) {
            if (part != null) {
                part.close();
            }
        }
    }

    @Test
    void dialsARoomAndTalksHoldsPressesKeysWritesAndHangsUp() {
        try (Webphone web = webphone("web1");
                Phone phone = phone()) {
            PhoneCall call = phone.dial("web").awaitAnswered(Testbed.ANSWER);
            web.dial("web");
            web.awaitCall("Established", SOON);
            String callId = calls.awaitFrom("web1");
            hearEachOther(web, call);
            assertThat(web.statistics().get("dtls")).isEqualTo("connected");
            assertThat(web.statistics().get("codecs")).asList().contains("audio/opus");

            web.hold(true, SOON);
            call.audio().awaitHeard(s -> !s.hears(WEBPHONE), "nothing of the webphone", WINDOW, SOON);
            web.awaitHeard(PHONE, false, SOON);
            assertThat(calls.show(callId).path("hold").asText()).isEqualTo("remote");
            web.hold(false, SOON);
            hearEachOther(web, call);

            web.press("1#7");
            awaitKeys(callId, "1", "#", "7");
            web.pressByInfo('5');
            awaitKeys(callId, "5");
            assertThat(calls.show(callId).at("/media/audio/keys").asInt()).isEqualTo(3);

            web.write("from within");
            web.writeOutside("web", "from outside");
            write("web", "to all");
            web.awaitMessage("operator: to all", SOON);
            assertThat(appliance.api("GET", "/api/v1/rooms/web/chat", "").body())
                    .contains("\"from within\"", "\"from outside\"");

            hearEachOther(web, call);
            web.hangUp();
            calls.awaitRecord(callId);
            call.hangUp();
        }
    }

    @Test
    void isCalledAndHungUpOn() {
        try (Webphone web = webphone("web2");
                Phone phone = phone()) {
            PhoneCall call = phone.dial("called").awaitAnswered(Testbed.ANSWER);
            var placed = appliance.api("POST", "/api/v1/calls", "{\"device\": \"web2\", \"room\": \"called\"}");
            assertThat(placed.status()).as(placed.body()).isEqualTo(200);
            web.awaitCall("Established", SOON);
            hearEachOther(web, call);

            web.hold(true, SOON);
            call.audio().awaitHeard(s -> !s.hears(WEBPHONE), "nothing of the webphone", WINDOW, SOON);
            web.hold(false, SOON);
            hearEachOther(web, call);
            web.write("called and writing");
            write("called", "to the called");
            web.awaitMessage("operator: to the called", SOON);
            assertThat(appliance.api("GET", "/api/v1/rooms/called/chat", "").body())
                    .contains("\"called and writing\"");
            assertThat(call.hangUp()).isEqualTo(200);

            String callId = placed.body().replaceAll(".*\"callId\":\"([^\"]+)\".*", "$1");
            assertThat(appliance.api("DELETE", "/api/v1/calls/" + callId, "").status())
                    .isEqualTo(200);
            web.awaitCall("Terminated", SOON);
        }
    }

    /** As an operator. */
    private static void write(String room, String text) {
        var answer = appliance.api("POST", "/api/v1/rooms/" + room + "/chat", "{\"text\": \"" + text + "\"}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private static void awaitKeys(String callId, String... keys) {
        for (String key : List.of(keys)) {
            appliance.awaitLog(line -> line.contains(callId) && line.endsWith("key " + key), "key " + key, SOON);
        }
    }

    private static void hearEachOther(Webphone web, PhoneCall call) {
        call.audio()
                .awaitHeard(
                        s -> s.hears(WEBPHONE) && !s.hears(PHONE), "the webphone's " + WEBPHONE + " Hz", WINDOW, SOON);
        web.awaitHeard(PHONE, true, SOON);
        web.awaitHeard(WEBPHONE, false, SOON);
    }

    private static Webphone webphone(String user) {
        return Webphone.register(browsers, appliance.secureUrl(""), user, Testbed.PASSWORD, WEBPHONE);
    }

    private static Phone phone() {
        return phones.phone(PhoneSettings.named("alice").playing(Tone.of(PHONE)), appliance.sip());
    }
}
