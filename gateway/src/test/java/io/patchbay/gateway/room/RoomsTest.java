package io.patchbay.gateway.room;

import static io.patchbay.gateway.room.RoomFixture.LOBBY;
import static io.patchbay.gateway.room.RoomFixture.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.gateway.room.ParticipantView.Connection;
import io.patchbay.gateway.room.ParticipantView.Kind;
import io.patchbay.gateway.room.ParticipantView.ProducerView;
import io.patchbay.media.loop.MediaLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoomsTest {
    private final RoomFixture fixture = new RoomFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aRoomThatNobodyStaysInClosesAtOnce() {
        assertThat(fixture.enter(Room::isClosed)).isFalse();

        fixture.assertNothingLeft();
    }

    @Test
    void aRoomStaysOpenWhileItIsHeldAndASecondReleaseChangesNothing() {
        Room.Hold first = fixture.enter(Room::hold);
        Room.Hold second = fixture.enter(Room::hold);
        Room room = fixture.enter(present -> present);

        fixture.inLobby(present -> {
            first.release();
            first.release();
        });
        Room same = fixture.enter(present -> present);
        assertThat(same).isSameAs(room);
        fixture.inLobby(present -> second.release());

        fixture.assertNothingLeft();
        Room other = fixture.enter(present -> present);
        assertThat(other).isNotSameAs(room);
    }

    @Test
    void aTaskThatThrowsLeavesNoRoom() {
        CompletableFuture<Object> entered = fixture.rooms.enter(LOBBY, room -> {
            throw new IllegalStateException("no");
        });

        assertThatThrownBy(() -> get(entered)).hasRootCauseMessage("no");
        fixture.assertNothingLeft();
    }

    @Test
    void whoEntersWhileARoomClosesGetsARoomThatIsOpen() {
        List<CompletableFuture<Boolean>> entered = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            entered.add(fixture.rooms.enter(LOBBY, Room::isClosed));
        }

        assertThat(entered).allSatisfy(closed -> assertThat(get(closed)).isFalse());
        fixture.assertNothingLeft();
    }

    @Test
    void aRoomThatCannotBeOpenedIsReportedEachTimeAndKeepsNothing() {
        try (MediaLoop unknownToTheSfu = MediaLoop.start("no-sfu-here")) {
            Rooms elsewhere = fixture.rooms(unknownToTheSfu);

            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> get(elsewhere.enter(LOBBY, Room::name)))
                        .isInstanceOf(CompletionException.class)
                        .hasMessageContaining("no-sfu-here");
            }

            assertThat(elsewhere.count()).isZero();
        }
    }

    @Test
    void aParticipantThatFailsToEndKeepsNeitherTheOthersNorTheName() {
        List<String> told = new ArrayList<>();
        fixture.inLobby(room -> {
            room.join(new Guest("ann", reason -> {
                throw new IllegalStateException("it will not go");
            }));
            room.join(new Guest("bob", told::add));
        });

        get(fixture.rooms.closeAll("the evening is over"));

        fixture.assertNothingLeft();
        assertThat(told).containsExactly("the evening is over");
        assertThat(fixture.enter(Room::participants)).isEmpty();
    }

    @Test
    void aFullRoomTakesNobodyAndCountsNobodyTwice() {
        fixture.inLobby(room -> {
            room.join(new Guest("ann", reason -> {}));
            room.join(new Guest("bob", reason -> {}));
        });

        assertThatThrownBy(() -> fixture.inLobby(room -> room.join(new Guest("carol", reason -> {}))))
                .hasCauseInstanceOf(RoomFullException.class)
                .hasMessageContaining("rooms.max-participants");
        assertThat(fixture.rooms.participantCount()).isEqualTo(2);
        assertThat(fixture.enter(Room::participants))
                .extracting(ParticipantView::id)
                .containsExactly("ann", "bob");
    }

    /** @param onEnd told the reason */
    private record Guest(String id, Consumer<String> onEnd) implements Participant {
        @Override
        public ParticipantView view() {
            return new ParticipantView(id, Kind.BROWSER, id, Connection.CONNECTED, List.<ProducerView>of());
        }

        @Override
        public void roomClosed(String reason) {
            onEnd.accept(reason);
        }
    }
}
