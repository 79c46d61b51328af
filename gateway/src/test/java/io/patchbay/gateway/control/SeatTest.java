package io.patchbay.gateway.control;

import static io.patchbay.gateway.control.ControlFixture.joining;
import static io.patchbay.gateway.control.ControlFixture.microphone;
import static io.patchbay.gateway.control.ControlFixture.rejoining;
import static io.patchbay.gateway.control.ControlFixture.transport;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SeatTest {
    private ControlFixture fixture = new ControlFixture(Duration.ofMinutes(1));

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void whoJoinsIsToldOfTheOthersAndTheyOfIt() {
        RecordingSocket ann = fixture.join("Ann");

        RecordingSocket bob = fixture.connect();
        JsonNode joined = bob.askWell("join", joining("Bob"));

        assertThat(joined.get("participants")).hasSize(1);
        JsonNode seen = joined.get("participants").get(0);
        assertThat(seen.get("displayName").textValue()).isEqualTo("Ann");
        assertThat(seen.get("connection").textValue()).isEqualTo("connected");
        JsonNode told = ann.awaitEvent("participantJoined").get("participant");
        assertThat(told.get("id")).isEqualTo(joined.get("participantId"));
        assertThat(told.get("displayName").textValue()).isEqualTo("Bob");
        assertThat(bob.events("participantJoined")).isEmpty();
    }

    @Test
    void aLostSocketLeavesTheSeatAwayAndItsTransportsWaiting() {
        RecordingSocket ann = fixture.connect();
        JsonNode joined = ann.askWell("join", joining("Ann"));
        String sending = transport(ann, "send");
        String producer = microphone(ann, sending, 1_234);
        RecordingSocket bob = fixture.join("Bob");

        ann.drop();

        assertThat(bob.awaitEvent("participantChanged").get("connection").textValue())
                .isEqualTo("away");
        RecordingSocket again = fixture.connect();
        JsonNode resumed = again.askWell("join", rejoining(joined, true));
        assertThat(resumed.get("resumed").booleanValue()).isTrue();
        assertThat(resumed.get("participantId")).isEqualTo(joined.get("participantId"));
        assertThat(resumed.get("seat")).isEqualTo(joined.get("seat"));
        again.askWell("restartIce", "{\"transportId\":\"%s\"}".formatted(sending));
        again.askWell("pauseProducer", "{\"producerId\":\"%s\"}".formatted(producer));
        assertThat(bob.events("producerClosed")).isEmpty();
        assertThat(bob.events("participantLeft")).isEmpty();
    }

    @Test
    void takingASeatWithoutResumingClosesItsTransportsAndKeepsTheParticipant() {
        RecordingSocket ann = fixture.connect();
        JsonNode joined = ann.askWell("join", joining("Ann"));
        String sending = transport(ann, "send");
        String producer = microphone(ann, sending, 1_234);
        RecordingSocket bob = fixture.join("Bob");
        ann.drop();

        RecordingSocket again = fixture.connect();
        JsonNode retaken = again.askWell("join", rejoining(joined, false));

        assertThat(retaken.get("resumed").booleanValue()).isFalse();
        assertThat(retaken.get("participantId")).isEqualTo(joined.get("participantId"));
        assertThat(bob.awaitEvent("producerClosed").get("producerId").textValue())
                .isEqualTo(producer);
        assertThat(again.askInVain("restartIce", "{\"transportId\":\"%s\"}".formatted(sending)))
                .isEqualTo("no-such-transport");
        assertThat(fixture.sfu.gauges().producers()).isZero();
    }

    @Test
    void aSeatWithoutTransportsIsNotResumed() {
        RecordingSocket ann = fixture.connect();
        JsonNode joined = ann.askWell("join", joining("Ann"));
        ann.drop();

        JsonNode again = fixture.connect().askWell("join", rejoining(joined, true));

        assertThat(again.get("resumed").booleanValue()).isFalse();
    }

    @Test
    void aNewerSocketTakesTheSeatOverAndTheOldOneEndsForGood() {
        RecordingSocket ann = fixture.connect();
        JsonNode joined = ann.askWell("join", joining("Ann"));
        RecordingSocket newer = fixture.connect();

        newer.askWell("join", rejoining(joined, true));

        ann.awaitClose(4001);
        ann.drop(); // the end of the old socket must not send the seat away
        assertThat(newer.askWell("ping", "{}")).isEmpty();
        JsonNode seen = fixture.connect().askWell("join", joining("Bob")).get("participants");
        assertThat(seen).hasSize(1);
        assertThat(seen.get(0).get("connection").textValue()).isEqualTo("connected");
    }

    @Test
    void aSeatThatNobodyTakesAgainRunsOutAndCanNotBeTakenAnyMore() {
        fixture.close();
        fixture = new ControlFixture(Duration.ofMillis(50));
        RecordingSocket ann = fixture.connect();
        JsonNode joined = ann.askWell("join", joining("Ann"));
        microphone(ann, transport(ann, "send"), 1_234);
        RecordingSocket bob = fixture.join("Bob");

        ann.drop();

        JsonNode left = bob.awaitEvent("participantLeft");
        assertThat(left.get("participantId")).isEqualTo(joined.get("participantId"));
        assertThat(left.get("reason").textValue()).isEqualTo("the connection was lost");
        assertThat(fixture.sfu.gauges().producers()).isZero();
        assertThat(fixture.connect().askInVain("join", rejoining(joined, true))).isEqualTo("seat-gone");
    }

    @Test
    void aSeatTakenAgainDoesNotRunOut() throws Exception {
        fixture.close();
        fixture = new ControlFixture(Duration.ofMillis(300));
        RecordingSocket ann = fixture.connect();
        JsonNode joined = ann.askWell("join", joining("Ann"));
        ann.drop();
        RecordingSocket again = fixture.connect();
        String answer = again.ask("join", rejoining(joined, true)).toString();
        assertThat(answer).contains("\"ok\":true");

        // later than the seat would have run out, by the clock that it runs by
        CompletableFuture<Void> later = new CompletableFuture<>();
        fixture.loop
                .call(() -> fixture.loop.schedule(Duration.ofMillis(600), () -> later.complete(null)))
                .get();
        later.join();

        assertThat(again.askWell("createWebRtcTransport", "{\"direction\":\"send\"}"))
                .isNotEmpty();
    }

    @Test
    void aRoomHoldsNoMoreThanItMay() {
        fixture.join("Ann");
        fixture.join("Bob");
        RecordingSocket carol = fixture.join("Carol");
        RecordingSocket dave = fixture.connect();

        assertThat(dave.askInVain("join", joining("Dave"))).isEqualTo("room-full");

        carol.askWell("leave", "{}");
        dave.askWell("join", joining("Dave"));
    }

    @Test
    void theRoomClosesWhenTheLastOneLeaves() {
        RecordingSocket ann = fixture.join("Ann");
        RecordingSocket bob = fixture.join("Bob");
        microphone(ann, transport(ann, "send"), 1_234);

        ann.askWell("leave", "{}");
        ann.awaitClose(1000);
        assertThat(bob.awaitEvent("participantLeft").get("reason").textValue()).isEqualTo("left");
        assertThat(fixture.rooms.count()).isEqualTo(1);
        bob.askWell("leave", "{}");

        fixture.awaitNoRoom();
    }

    @Test
    void aRoomThatEndsTellsWhoIsHereAndClosesTheirSockets() {
        RecordingSocket ann = fixture.join("Ann");
        fixture.door.shutDown();

        fixture.rooms.closeAll("the appliance shuts down").join();

        assertThat(ann.awaitEvent("closing").get("reason").textValue()).isEqualTo("the appliance shuts down");
        ann.awaitClose(1001);
        fixture.awaitNoRoom();
    }
}
