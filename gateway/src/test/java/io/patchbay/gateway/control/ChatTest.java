package io.patchbay.gateway.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChatTest {
    private final ControlFixture fixture = new ControlFixture(Duration.ofMinutes(1));

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void whatOneWritesAllAreToldOneselfToo() {
        RecordingSocket ann = fixture.join("Ann");
        RecordingSocket bob = fixture.join("Bob");

        String id =
                ann.askWell("chat", "{\"text\":\" hello\\r\\nall \"}").get("id").textValue();

        for (RecordingSocket socket : new RecordingSocket[] {ann, bob}) {
            JsonNode message = socket.awaitEvent("chatMessage");
            assertThat(message.get("id").textValue()).isEqualTo(id);
            assertThat(message.get("text").textValue()).isEqualTo("hello\nall");
            assertThat(message.get("displayName").textValue()).isEqualTo("Ann");
            assertThat(message.get("participantId").textValue()).isNotEmpty();
            assertThat(message.get("at").textValue()).matches("\\d{4}-.*T.*Z");
        }
    }

    @Test
    void whoComesLaterIsHandedWhatWasWritten() {
        RecordingSocket ann = fixture.join("Ann");
        ann.askWell("chat", "{\"text\":\"first\"}");
        JsonNode joined = fixture.connect().askWell("join", ControlFixture.joining("Bob"));
        assertThat(joined.get("chat")).hasSize(1);
        assertThat(joined.get("chat").get(0).get("text").textValue()).isEqualTo("first");
    }

    @Test
    void whatHasNoPlaceInAChatIsRefused() {
        RecordingSocket ann = fixture.join("Ann");
        assertThat(ann.askInVain("chat", "{}")).isEqualTo("bad-request");
        assertThat(ann.askInVain("chat", "{\"text\":\"\"}")).isEqualTo("bad-request");
        assertThat(ann.askInVain("chat", "{\"text\":\"a\\u202Eb\"}")).isEqualTo("bad-request");
        assertThat(ann.askInVain("chat", "{\"text\":\"" + "x".repeat(2_001) + "\"}"))
                .isEqualTo("bad-request");
        assertThat(ann.events("chatMessage")).isEmpty();
    }

    @Test
    void whoeverWritesTooFastIsRefusedAndStays() {
        RecordingSocket ann = fixture.join("Ann");
        for (int i = 0; i < 10; i++) {
            ann.askWell("chat", "{\"text\":\"x\"}");
        }
        await().atMost(RecordingSocket.PATIENCE)
                .until(() -> ann.askInVain("chat", "{\"text\":\"x\"}").equals("too-many-messages"));
        assertThat(ann.closeCode()).isZero();
    }

    @Test
    void onlyWhoHasJoinedWrites() {
        assertThat(fixture.connect().askInVain("chat", "{\"text\":\"hello\"}")).isEqualTo("not-joined");
    }
}
