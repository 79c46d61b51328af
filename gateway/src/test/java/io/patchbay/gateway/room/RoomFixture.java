package io.patchbay.gateway.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.gateway.config.ChatToPhones;
import io.patchbay.media.codec.AudioCodecs;
import io.patchbay.media.loop.MediaLoop;
import io.patchbay.media.peer.PortPool;
import io.patchbay.media.sfu.ListenAddress;
import io.patchbay.media.sfu.SfuConfig;
import io.patchbay.media.sfu.SfuGauges;
import io.patchbay.media.sfu.SfuNode;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/** Rooms on a real SFU of free ports. Closing it asserts that nothing is left. */
final class RoomFixture implements AutoCloseable {
    static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    static final RoomName LOBBY = new RoomName("lobby");
    static final int MOST_PARTICIPANTS = 2;
    static final String OFFER = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
            + "m=audio 9 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n";

    final MediaLoop loop = MediaLoop.start("room-test");
    final AudioCodecs codecs = new AudioCodecs();
    final PortPool ports = new PortPool(40_000, 42_000); // those of others are passed over
    final SfuNode sfu;
    final Rooms rooms;

    RoomFixture() {
        try {
            sfu = SfuNode.start(SfuConfig.listeningOn(List.of(new ListenAddress(LOOPBACK)), 0), List.of(loop));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        rooms = rooms(loop);
    }

    Rooms rooms(MediaLoop placedOn) {
        return new Rooms(List.of(placedOn), sfu, codecs, () -> new RoomSettings(MOST_PARTICIPANTS, ChatToPhones.AUTO));
    }

    <T> T enter(Function<Room, T> task) {
        return get(rooms.enter(LOBBY, task));
    }

    void inLobby(Consumer<Room> task) {
        enter(room -> {
            task.accept(room);
            return null;
        });
    }

    static <T> T get(CompletableFuture<T> future) {
        return future.orTimeout(10, TimeUnit.SECONDS).join();
    }

    /** All that the loop was to do so far is done, and what it gave rise to. */
    void settle() {
        for (int i = 0; i < 3; i++) {
            get(loop.call(() -> null));
        }
    }

    void assertNothingLeft() {
        settle();
        assertThat(rooms.count()).isZero();
        SfuGauges gauges = sfu.gauges();
        assertThat(List.of(gauges.routers(), gauges.transports(), gauges.producers(), gauges.consumers()))
                .as("routers, transports, producers and consumers left")
                .containsOnly(0);
        assertThat(ports.inUse()).as("RTP ports left").isZero();
    }

    @Override
    public void close() {
        get(rooms.closeAll("the test is over"));
        assertNothingLeft();
        sfu.close();
        loop.close();
        assertThat(loop.statistics().faults()).as("tasks that threw").isZero();
    }
}
