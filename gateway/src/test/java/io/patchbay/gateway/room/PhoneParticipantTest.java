package io.patchbay.gateway.room;

import static io.patchbay.gateway.room.RoomFixture.LOOPBACK;
import static io.patchbay.gateway.room.RoomFixture.OFFER;
import static io.patchbay.gateway.room.RoomFixture.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.patchbay.media.audio.DtmfListener;
import io.patchbay.media.peer.PeerListener;
import io.patchbay.media.peer.SessionDescription;
import io.patchbay.media.peer.SipPeer;
import io.patchbay.media.peer.SipPeerConfig;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PhoneParticipantTest {
    private final RoomFixture fixture = new RoomFixture();
    private final List<SipPeer> peers = new CopyOnWriteArrayList<>();
    private final List<String> ended = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        get(fixture.rooms.closeAll("the test is over"));
        peers.forEach(SipPeer::close);
        fixture.close();
    }

    @Test
    void aPhoneIsHeardByTheRoomAndLeavesNothing() {
        PhoneParticipant phone = fixture.enter(room -> join(room, answered()));
        assertThat(fixture.enter(Room::participants)).singleElement().satisfies(view -> {
            assertThat(view.kind()).isEqualTo(ParticipantView.Kind.PHONE);
            assertThat(view.producers()).hasSize(1);
        });
        assertThat(fixture.sfu.gauges().producers()).isEqualTo(1);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> fixture.enter(room -> room.bridge().legs()) == 1);

        fixture.inLobby(room -> {
            phone.leave("hung up");
            phone.leave("hung up again");
        });
        peers.forEach(SipPeer::close);

        fixture.assertNothingLeft();
        assertThat(ended).isEmpty();
    }

    @Test
    void aPhoneIsToldWhenItsRoomEnds() {
        fixture.inLobby(room -> join(room, answered()));

        get(fixture.rooms.closeAll("the evening is over"));

        assertThat(ended).containsExactly("the evening is over");
    }

    @Test
    void aFullRoomTakesNoPhoneAndKeepsNothingOfIt() {
        fixture.inLobby(room -> {
            join(room, answered());
            join(room, answered());
        });

        assertThatThrownBy(() -> fixture.inLobby(room -> join(room, answered())))
                .hasCauseInstanceOf(RoomFullException.class);

        assertThat(fixture.sfu.gauges().producers()).isEqualTo(2);
    }

    @Test
    void aRoomThatHasEndedTakesNoPhoneAndKeepsNothingOfIt() {
        Room lobby = fixture.enter(room -> room);
        Room ended = get(fixture.rooms.enter(lobby.name(), room -> {
            room.close("the appliance shuts down");
            return room;
        }));

        assertThatThrownBy(() -> get(fixture.loop.call(() -> join(ended, answered()))))
                .hasRootCauseInstanceOf(RoomClosedException.class)
                .hasRootCauseMessage("room lobby has ended: the appliance shuts down");

        assertThat(fixture.sfu.gauges().producers()).isZero();
        assertThat(fixture.sfu.gauges().transports()).isZero();
    }

    @Test
    void aPhoneWhoseAudioCannotBeSetUpLeavesInsteadOfStayingInSilence() {
        fixture.inLobby(room -> {
            room.bridge().close(); // so that it takes no leg
            join(room, answered());
        });

        await().atMost(Duration.ofSeconds(10)).until(() -> !ended.isEmpty());

        assertThat(ended).containsExactly("its audio could not be set up");
        fixture.settle();
        assertThat(fixture.rooms.count()).isZero();
    }

    private PhoneParticipant join(Room room, SipPeer peer) {
        return PhoneParticipant.join(room, peer, "Desk", DtmfListener.NONE, ended::add);
    }

    /** A phone that has been answered. On the loop. */
    private SipPeer answered() {
        SipPeer peer = SipPeer.open(
                fixture.loop,
                fixture.ports,
                SipPeerConfig.of("call", LOOPBACK, LOOPBACK),
                new PeerListener() {},
                fixture.loop);
        peers.add(peer);
        peer.setRemoteDescription(SessionDescription.offer(OFFER))
                .thenCompose(done -> peer.createAnswer())
                .thenCompose(peer::setLocalDescription);
        return peer;
    }
}
