package io.patchbay.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.gateway.config.RoomsConfig;
import io.patchbay.gateway.room.RoomName;
import io.patchbay.sip.SipUri;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesTest {
    private RoomsConfig rooms = new RoomsConfig(true, List.of(), 10, Duration.ofSeconds(30));
    private final Routes routes = new Routes(() -> rooms);

    @ParameterizedTest
    @CsvSource({"lobby,lobby", "Lobby,lobby", "team.a-1_x,team.a-1_x"})
    void theUserPartNamesTheRoom(String user, String room) {
        assertThat(routes.destinationOf(SipUri.of(user, "192.0.2.1")))
                .isEqualTo(new Destination.ToRoom(new RoomName(room)));
    }

    @ParameterizedTest
    @CsvSource({"'',484", "no spaces,404", "+49301234,404"})
    void aUriThatNamesNoRoomIsRefused(String user, int status) {
        assertThat(refusalStatus(user)).isEqualTo(status);
    }

    @Test
    void closedConfigurationsHaveTheirOwnRoomsOnly() {
        rooms = new RoomsConfig(false, List.of("lobby"), 10, Duration.ofSeconds(30));

        assertThat(routes.destinationOf(SipUri.of("LOBBY", "h"))).isInstanceOf(Destination.ToRoom.class);
        assertThat(refusalStatus("kitchen")).isEqualTo(404);
        assertThat(routes.whyNoRoom("kitchen"))
                .hasValueSatisfying(why -> assertThat(why).contains("rooms.names"));
    }

    private int refusalStatus(String user) {
        return ((Destination.Nowhere) routes.destinationOf(SipUri.of(user, "h")))
                .refusal()
                .status();
    }
}
