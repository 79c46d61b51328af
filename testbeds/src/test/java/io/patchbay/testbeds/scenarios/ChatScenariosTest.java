package io.patchbay.testbeds.scenarios;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchbay.testbeds.audio.Tone;
import io.patchbay.testbeds.baresip.Baresip;
import io.patchbay.testbeds.baresip.BaresipSettings;
import io.patchbay.testbeds.browser.RoomPage;
import io.patchbay.testbeds.net.Host;
import io.patchbay.testbeds.sipp.Sipp;
import io.patchbay.testbeds.sipp.SippRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A room's chat, for phones by MESSAGE, for browsers on the room's page, for operators by the API. */
@Tag("real-peer")
@ExtendWith(SharedTestbed.class)
class ChatScenariosTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void phoneWritesAndReadsWithinItsCall(Testbed testbed) {
        needsSipp();
        String room = testbed.room();
        SippRun run = SippRun.of("message_in_call", testbed.appliance().sip())
                .to(room)
                .with("too_much", "x".repeat(2_001));
        try (Sipp.Running running = testbed.sipp().start(run)) {
            Awaitility.await().atMost(ofSeconds(15)).until(() -> texts(testbed, room)
                    .contains("Sipp: ready"));
            assertThat(texts(testbed, room))
                    .containsExactly("Sipp: written by SIPp", "Sipp: wrapped by SIPp", "Sipp: ready");
            for (String text : List.of("first", "second", "third")) { // the third would fail the scenario
                post(testbed, room, text);
            }
            running.await().assertAllSuccessful();
        }
    }

    @Test
    void anOperatorIsToldWhatIsWrong(Testbed testbed) {
        String room = testbed.room();
        assertThat(chat(testbed, room)).isEmpty();
        assertThat(postStatus(testbed, room, "{\"text\": \"anybody?\"}")).isEqualTo(409);
        assertThat(postStatus(testbed, room, "{\"text\": \"" + "x".repeat(2_001) + "\"}"))
                .isEqualTo(413);
        assertThat(postStatus(testbed, room, "{\"text\": \" \"}")).isEqualTo(400);
        assertThat(postStatus(testbed, room, "{}")).isEqualTo(400);
        assertThat(postStatus(testbed, "no%20room", "{\"text\": \"x\"}")).isEqualTo(400);
    }

    @Test
    void messagesToWhereNobodyIsAreRefused(Testbed testbed) {
        needsSipp();
        testbed.sipp()
                .run(SippRun.of("message_to_nobody", testbed.appliance().sip()).to(testbed.room()))
                .assertAllSuccessful();
    }

    @Test
    void whoeverMayNotCallMayNotWrite(Testbed testbed) throws IOException {
        needsSipp();
        testbed.sipp()
                .run(SippRun.of("message_of_stranger", testbed.guarded().sip())
                        .from(InetAddress.getByName("127.0.0.10")))
                .assertAllSuccessful();
        testbed.sipp()
                .run(SippRun.of("message_to_unknown_room", testbed.guarded().sip())
                        .to("attic"))
                .assertAllSuccessful();
    }

    @Test
    void baresipAndABrowserWriteToEachOther(Testbed testbed) {
        assumeTrue(Baresip.whyNot().isEmpty(), Baresip::whyNot);
        String room = testbed.room();
        BaresipSettings settings = new BaresipSettings(
                        "desk-phone3", Testbed.PASSWORD, testbed.appliance().sip(), "udp", "pcmu", Tone.of(500))
                .writingTo(room);
        try (Baresip baresip = Baresip.start(Host.loopback(), settings);
                RoomPage page = testbed.page(room, "Ann", 0, "")) {
            baresip.awaitRegistered(ofSeconds(20));
            baresip.dial(room);
            baresip.awaitEstablished(ofSeconds(10));
            page.awaitOthers(1, ofSeconds(10));

            page.click("button[aria-label^='Open the chat']");
            page.fill(".chat textarea", "hello desk <b>& all</b>");
            page.click(".chat button[type=submit]");
            baresip.awaitMessage("Ann: hello desk <b>& all</b>", ofSeconds(10));

            baresip.write("hello page <i>from the desk</i>");
            page.await(
                    "the page shows baresip's message as text",
                    "[...document.querySelectorAll('.chat [role=log] .chat-text')]"
                            + ".some((e) => e.textContent === 'hello page <i>from the desk</i>')",
                    ofSeconds(10));
            assertThat(texts(testbed, room))
                    .containsExactly("Ann: hello desk <b>& all</b>", "desk-phone3: hello page <i>from the desk</i>");
            JsonNode own = chat(testbed, room).get(1);
            assertThat(own.path("participantId").asText()) // though sent outside of its call
                    .isEqualTo(page.others().get("desk-phone3"));
            baresip.hangUp();
        }
    }

    private static void needsSipp() {
        assumeTrue(Sipp.whyNot().isEmpty(), Sipp::whyNot);
    }

    private static void post(Testbed testbed, String room, String text) {
        assertThat(postStatus(testbed, room, "{\"text\": \"" + text + "\"}")).isEqualTo(200);
    }

    private static int postStatus(Testbed testbed, String room, String body) {
        return testbed.appliance()
                .api("POST", "/api/v1/rooms/" + room + "/chat", body)
                .status();
    }

    private static List<String> texts(Testbed testbed, String room) {
        List<String> texts = new ArrayList<>();
        chat(testbed, room)
                .forEach(message -> texts.add(message.path("displayName").asText() + ": "
                        + message.path("text").asText()));
        return texts;
    }

    private static JsonNode chat(Testbed testbed, String room) {
        try {
            return JSON.readTree(testbed.appliance()
                    .api("GET", "/api/v1/rooms/" + room + "/chat", "")
                    .body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
