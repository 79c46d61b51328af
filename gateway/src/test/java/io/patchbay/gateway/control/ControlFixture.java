package io.patchbay.gateway.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.gateway.admission.PerSource;
import io.patchbay.gateway.admission.Pins;
import io.patchbay.gateway.config.ChatToPhones;
import io.patchbay.gateway.config.RoomsConfig;
import io.patchbay.gateway.config.Secret;
import io.patchbay.gateway.room.Room;
import io.patchbay.gateway.room.RoomSettings;
import io.patchbay.gateway.room.Rooms;
import io.patchbay.gateway.route.Routes;
import io.patchbay.media.codec.AudioCodecs;
import io.patchbay.media.loop.MediaLoop;
import io.patchbay.media.sfu.ListenAddress;
import io.patchbay.media.sfu.SfuConfig;
import io.patchbay.media.sfu.SfuGauges;
import io.patchbay.media.sfu.SfuNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Rooms and the door to them on a real SFU of free ports. Closing it asserts that nothing is left. */
final class ControlFixture implements AutoCloseable {
    static final String CAPABILITIES = "{\"codecs\":[{\"kind\":\"audio\",\"mimeType\":\"audio/opus\","
            + "\"preferredPayloadType\":100,\"clockRate\":48000,\"channels\":2}],\"headerExtensions\":[]}";
    static final int MOST_PARTICIPANTS = 3;

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    volatile int browsersPerSource; // any number
    final MediaLoop loop = MediaLoop.start("control-test");
    final SfuNode sfu;
    final Rooms rooms;
    final ControlDoor door;

    ControlFixture(Duration grace) {
        List<ListenAddress> listening = List.of(new ListenAddress(LOOPBACK));
        try {
            sfu = SfuNode.start(SfuConfig.listeningOn(listening, 0), List.of(loop));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        rooms = new Rooms(
                List.of(loop), sfu, new AudioCodecs(), () -> new RoomSettings(MOST_PARTICIPANTS, ChatToPhones.AUTO));
        Map<String, Secret> known = Map.of("guarded", new Secret("4711"));
        Supplier<RoomsConfig> config =
                () -> new RoomsConfig(true, List.of(), MOST_PARTICIPANTS, known, grace, ChatToPhones.AUTO);
        Pins pins = new Pins(config, address -> false, Clock.systemUTC());
        door = new ControlDoor(
                rooms,
                new Routes(config, List::of, device -> false),
                pins,
                () -> new PerSource(() -> browsersPerSource, address -> false),
                () -> listening,
                () -> grace,
                5060);
    }

    /** A control connection to the room {@code lobby}. */
    RecordingSocket connect() {
        return connect("lobby");
    }

    RecordingSocket connect(String room) {
        RecordingSocket socket = new RecordingSocket();
        socket.connect(door.open(room, socket, new InetSocketAddress(LOOPBACK, 50_000), LOOPBACK));
        return socket;
    }

    /** A browser that has joined. */
    RecordingSocket join(String name) {
        RecordingSocket socket = connect();
        socket.askWell("join", joining(name));
        return socket;
    }

    static String joining(String name) {
        return "{\"displayName\":\"%s\",\"rtpCapabilities\":%s}".formatted(name, CAPABILITIES);
    }

    /** Taking a seat again. */
    static String rejoining(JsonNode joined, boolean resume) {
        return "{\"displayName\":\"Ann\",\"rtpCapabilities\":%s,\"seat\":%s,\"resume\":%s}"
                .formatted(CAPABILITIES, joined.get("seat"), resume);
    }

    /** A transport of the browser at {@code socket}; its id. */
    static String transport(RecordingSocket socket, String direction) {
        return socket.askWell("createWebRtcTransport", "{\"direction\":\"%s\"}".formatted(direction))
                .get("id")
                .textValue();
    }

    /** A microphone on that transport; its producer's id. */
    static String microphone(RecordingSocket socket, String transport, long ssrc) {
        String data = "{\"transportId\":\"%s\",\"kind\":\"audio\",\"source\":\"microphone\",\"rtpParameters\":{"
                + "\"codecs\":[{\"mimeType\":\"audio/opus\",\"payloadType\":111,\"clockRate\":48000,\"channels\":2}],"
                + "\"encodings\":[{\"ssrc\":%d}]}}";
        return socket.askWell("produce", data.formatted(transport, ssrc))
                .get("id")
                .textValue();
    }

    Room lobby() {
        return rooms.all().iterator().next();
    }

    void awaitNoRoom() {
        await().atMost(RecordingSocket.PATIENCE).until(() -> rooms.count() == 0);
        SfuGauges gauges = sfu.gauges();
        assertThat(List.of(gauges.routers(), gauges.transports(), gauges.producers(), gauges.consumers()))
                .as("routers, transports, producers and consumers left")
                .allMatch(count -> count.longValue() == 0);
    }

    @Override
    public void close() {
        rooms.closeAll("the test is over").join();
        awaitNoRoom();
        sfu.close();
        loop.close();
        assertThat(loop.statistics().faults()).as("tasks that threw").isZero();
    }
}
