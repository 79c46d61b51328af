package io.patchbay.gateway.control;

import static io.patchbay.gateway.control.ControlFixture.joining;
import static io.patchbay.gateway.control.ControlFixture.microphone;
import static io.patchbay.gateway.control.ControlFixture.rejoining;
import static io.patchbay.gateway.control.ControlFixture.transport;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoomSessionTest {
    private final ControlFixture fixture = new ControlFixture(Duration.ofMinutes(1));

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void greetsWithWhatAClientNeedsToLoadItsDevice() {
        JsonNode hello = fixture.connect().askWell("hello", "{}");

        assertThat(hello.get("protocol").intValue()).isEqualTo(1);
        assertThat(hello.get("room").textValue()).isEqualTo("lobby");
        assertThat(hello.at("/routerRtpCapabilities/codecs")).isNotEmpty();
        assertThat(hello.get("dialIn").get(0).textValue()).isEqualTo("sip:lobby@127.0.0.1");
    }

    @Test
    void anAddressHasSoManySocketsAndSeatsAndThoseThatWereFreedAgain() {
        fixture.browsersPerSource = 2;
        RecordingSocket ann = fixture.join("Ann");
        RecordingSocket ben = fixture.connect();
        ben.askWell("hello", "{}");
        RecordingSocket tooMany = fixture.connect();
        tooMany.awaitClose(1008);
        ann.drop(); // its seat waits for it
        ben.askWell("join", joining("Ben"));
        assertThat(fixture.connect().askInVain("join", joining("Cleo"))).isEqualTo("room-full");
        ben.askWell("leave", "{}");
        ben.drop();
        fixture.join("Cleo");
    }

    @Test
    void whatEverybodyIsToldOfCannotBeChangedWithoutEnd() {
        RecordingSocket ann = fixture.join("Ann");
        for (int i = 0; i < 60; i++) {
            ann.tell("setDisplayName", "{\"displayName\":\"Ann %d\"}".formatted(i));
        }
        assertThat(ann.askInVain("setDisplayName", "{\"displayName\":\"Ann\"}")).isEqualTo("too-many-changes");
        ann.askWell("ping", "{}");
    }

    @Test
    void aRoomWithAPinIsJoinedWithItOnlyAndASeatNeedsNone() {
        RecordingSocket ann = fixture.connect("guarded");
        assertThat(ann.askWell("hello", "{}").get("pinRequired").booleanValue()).isTrue();
        assertThat(fixture.connect().askWell("hello", "{}").get("pinRequired").booleanValue())
                .isFalse();
        assertThat(ann.askInVain("join", joining("Ann"))).isEqualTo("pin-required");
        assertThat(ann.askInVain("join", withPin("0000"))).isEqualTo("wrong-pin");
        assertThat(ann.askInVain("createWebRtcTransport", "{\"direction\":\"send\"}"))
                .isEqualTo("not-joined");
        JsonNode joined = ann.askWell("join", withPin("4711"));
        ann.drop();
        RecordingSocket again = fixture.connect("guarded");
        assertThat(again.askWell("join", rejoining(joined, false)).get("participantId"))
                .isEqualTo(joined.get("participantId"));
        again.askWell("leave", "{}");
    }

    @Test
    void whoGuessesTooManyPinsIsNotHeardForAWhileNotEvenWithTheRightOne() {
        RecordingSocket ann = fixture.connect("guarded");
        for (int i = 0; i < 6; i++) {
            assertThat(ann.askInVain("join", withPin("0000"))).isEqualTo("wrong-pin");
        }
        assertThat(ann.askInVain("join", withPin("4711"))).isEqualTo("wrong-pin");
    }

    private static String withPin(String pin) {
        return joining("Ann").replaceFirst("\\{", "{\"pin\":\"" + pin + "\",");
    }

    @Test
    void answersWhatCameBeforeTheRoomWasOpenInTheOrderInWhichItCame() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        fixture.loop.execute(() -> awaitLatch(open)); // the room cannot be opened yet
        RecordingSocket ann = fixture.connect();
        int hello = ann.tell("hello", "{}");
        int join = ann.tell("join", joining("Ann"));
        int transport = ann.tell("createWebRtcTransport", "{\"direction\":\"send\"}");
        int ping = ann.tell("ping", "{}");

        open.countDown();

        await().atMost(RecordingSocket.PATIENCE).until(() -> ann.answered().size() == 4);
        assertThat(ann.answered()).isEqualTo(List.of(hello, join, transport, ping));
    }

    @Test
    void aSocketThatClosesBeforeItsRoomIsOpenLeavesNoRoom() {
        CountDownLatch open = new CountDownLatch(1);
        fixture.loop.execute(() -> awaitLatch(open));
        RecordingSocket ann = fixture.connect();
        ann.tell("join", joining("Ann"));
        ann.tell("leave", "{}");
        ann.drop();

        open.countDown();

        fixture.awaitNoRoom();
    }

    @Test
    void aSocketThatNeverJoinsHoldsTheRoomOpenOnlyWhileItLives() {
        RecordingSocket ann = fixture.connect();
        ann.askWell("hello", "{}");
        assertThat(fixture.rooms.count()).isEqualTo(1);

        ann.drop();

        fixture.awaitNoRoom();
    }

    @ParameterizedTest
    @CsvSource({
        "createWebRtcTransport, not-joined",
        "stats, not-joined",
        "nonsense, not-joined",
    })
    void refusesWhatComesBeforeJoin(String method, String code) {
        assertThat(fixture.connect().askInVain(method, "{}")).isEqualTo(code);
    }

    @Test
    void refusesToJoinTwiceAndWhatItDoesNotKnow() {
        RecordingSocket ann = fixture.join("Ann");

        assertThat(ann.askInVain("join", joining("Ann"))).isEqualTo("already-joined");
        assertThat(ann.askInVain("nonsense", "{}")).isEqualTo("unknown-method");
        assertThat(ann.askInVain("produce", "{}")).isEqualTo("bad-request");
    }

    @Test
    void hearsNothingOfASocketThatHasLeft() {
        fixture.join("Ann");
        RecordingSocket bob = fixture.join("Bob");
        CountDownLatch busy = new CountDownLatch(1);
        fixture.loop.execute(() -> awaitLatch(busy)); // all of it is there before the first is handled
        bob.tell("leave", "{}");
        bob.tell("join", joining("Bob again"));
        busy.countDown();

        bob.awaitClose(1000);
        JsonNode seen = fixture.connect().askWell("join", joining("Carol")).get("participants");
        assertThat(seen).hasSize(1);
        assertThat(seen.get(0).get("displayName").textValue()).isEqualTo("Ann");
    }

    @Test
    void consumesAProducerTwiceAtMost() {
        RecordingSocket ann = fixture.join("Ann");
        String producer = microphone(ann, transport(ann, "send"), 1_234);
        RecordingSocket bob = fixture.join("Bob");
        String consume = "{\"transportId\":\"%s\",\"producerId\":\"%s\"}".formatted(transport(bob, "recv"), producer);
        bob.askWell("consume", consume);
        JsonNode second = bob.askWell("consume", consume); // where the answer to the first was lost

        assertThat(bob.askInVain("consume", consume)).isEqualTo("bad-request");

        bob.askWell("closeConsumer", "{\"consumerId\":%s}".formatted(second.get("id")));
        bob.askWell("consume", consume);
    }

    @Test
    void tellsConsumersOfAProducerWhatBecomesOfIt() {
        RecordingSocket ann = fixture.join("Ann");
        String producer = microphone(ann, transport(ann, "send"), 1_234);
        String ofProducer = "{\"producerId\":\"%s\"}".formatted(producer);
        RecordingSocket bob = fixture.join("Bob");
        JsonNode consumer = bob.askWell(
                "consume",
                "{\"transportId\":\"%s\",\"producerId\":\"%s\"}".formatted(transport(bob, "recv"), producer));

        ann.askWell("pauseProducer", ofProducer);
        assertThat(bob.awaitEvent("consumerPaused").get("consumerId")).isEqualTo(consumer.get("id"));
        ann.askWell("resumeProducer", ofProducer);
        bob.awaitEvent("consumerResumed");
        ann.askWell("closeProducer", ofProducer);

        assertThat(bob.awaitEvent("consumerClosed").get("consumerId")).isEqualTo(consumer.get("id"));
        assertThat(bob.awaitEvent("producerClosed").get("producerId").textValue())
                .isEqualTo(producer);
        assertThat(ann.events("producerClosed")).isEmpty();
        assertThat(ann.askInVain("closeProducer", ofProducer)).isEqualTo("no-such-producer");
        assertThat(bob.askInVain("resumeConsumer", "{\"consumerId\":%s}".formatted(consumer.get("id"))))
                .isEqualTo("no-such-consumer");
    }

    @ParameterizedTest
    @CsvSource({"Ann\\nroom lobby closed", "Ann\\u001b[2J", "\\u202eAnn", "An\\u2028n"})
    void refusesANameThatWouldWriteLinesOfItsOwnIntoALog(String name) {
        assertThat(fixture.connect().askInVain("join", joining(name))).isEqualTo("bad-request");
    }

    @Test
    void saysWhatWasWrongAlsoWhereJavaDoesNot() {
        JsonNode response =
                fixture.connect().ask("join", "{\"displayName\":\"Ann\",\"rtpCapabilities\":{\"codecs\":[null]}}");

        assertThat(response.at("/error/code").textValue()).isEqualTo("bad-request");
        assertThat(response.at("/error/message").textValue()).isNotBlank();
    }

    @Test
    void endsASocketThatAsksTooMuchOrSendsNoRequest() {
        RecordingSocket ann = fixture.join("Ann");
        for (int i = 0; i < 300; i++) {
            ann.tell("ping", "{}");
        }
        ann.awaitClose(1008);
        RecordingSocket bob = fixture.connect();
        bob.tellRaw("hello");
        bob.awaitClose(1008);
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
