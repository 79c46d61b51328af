package io.patchbay.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.gateway.config.ChatToPhones;
import io.patchbay.gateway.config.RoomsConfig;
import io.patchbay.gateway.config.RouteConfig;
import io.patchbay.gateway.room.RoomName;
import io.patchbay.sip.SipUri;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesTest {
    private static final Origin ANYBODY = Origin.device("alice");

    private RoomsConfig rooms =
            new RoomsConfig(true, List.of(), 10, Map.of(), Duration.ofSeconds(30), ChatToPhones.AUTO);
    private List<RouteConfig> rules = List.of();
    private final Routes routes = new Routes(() -> rooms, () -> rules, "desk"::equals);

    @ParameterizedTest
    @CsvSource({"lobby,lobby", "Lobby,lobby", "team.a-1_x,team.a-1_x"})
    void theUserPartNamesTheRoom(String user, String room) {
        assertThat(routes.route(SipUri.of(user, "192.0.2.1"), ANYBODY).destination())
                .isEqualTo(new Destination.ToRoom(new RoomName(room)));
    }

    @ParameterizedTest
    @CsvSource({"'',484", "no spaces,404", "+49301234,404"})
    void aUriThatNamesNoRoomIsRefused(String user, int status) {
        assertThat(refusalStatus(user)).isEqualTo(status);
    }

    @Test
    void closedConfigurationsHaveTheirOwnRoomsOnly() {
        rooms = new RoomsConfig(false, List.of("lobby"), 10, Map.of(), Duration.ofSeconds(30), ChatToPhones.AUTO);

        assertThat(routes.route(SipUri.of("LOBBY", "h"), ANYBODY).destination()).isInstanceOf(Destination.ToRoom.class);
        assertThat(refusalStatus("kitchen")).isEqualTo(404);
        assertThat(routes.whyNoRoom("kitchen"))
                .hasValueSatisfying(why -> assertThat(why).contains("rooms.names"));
    }

    private int refusalStatus(String user) {
        return ((Destination.Nowhere)
                        routes.route(SipUri.of(user, "h"), ANYBODY).destination())
                .refusal()
                .status();
    }

    @Test
    void theFirstRuleThatFitsCountsAndTheOthersSayWhyTheyDidNot() {
        rules = List.of(
                new RouteConfig("+4930*", "trunk:acme", 0, "", "room:sales"),
                new RouteConfig("+4930???", "any", 5, "team", "room"),
                new RouteConfig("*", "any", 0, "", "refuse"));
        Routed routed = routes.route(SipUri.of("+4930123", "h"), ANYBODY);
        assertThat(routed.destination()).isEqualTo(new Destination.ToRoom(new RoomName("team123")));
        assertThat(routed.attempts())
                .extracting(Attempt::toString)
                .containsExactly(
                        "route 1 (+4930*): it is for calls from trunk:acme, this one is from device:alice",
                        "route 2 (+4930???): leads to room team123");
        assertThat(routes.route(SipUri.of("+4930123", "h"), Origin.trunk("acme"))
                        .destination())
                .isEqualTo(new Destination.ToRoom(new RoomName("sales")));
        assertThat(refusalStatus("other")).isEqualTo(403);
    }

    /** Of the devices here, {@code desk} may call out. */
    @ParameterizedTest
    @CsvSource({
        "trunk, any, device:desk, 0049301 through a trunk",
        "trunk, any, device:hall, 403",
        "trunk, any, address:192.0.2.1, 403",
        "trunk, any, trunk:acme, 403",
        "trunk, device:hall, device:hall, 0049301 through a trunk",
        "trunk:acme, trunk:pbx, trunk:pbx, 0049301 through trunk acme",
        "device:desk, any, address:192.0.2.1, device desk",
        "device, any, address:192.0.2.1, device 0049301",
        "test:echo, any, address:192.0.2.1, test line echo",
        "refuse, any, device:desk, 403",
    })
    void onlyWhoMayIsPutThroughToATrunk(String to, String from, String origin, String wanted) {
        rules = List.of(new RouteConfig("9*", from, 1, "00", to));
        String[] who = origin.split(":");
        Destination found = routes.route(SipUri.of("949301", "h"), new Origin(who[0], who[1]))
                .destination();
        assertThat(
                        found instanceof Destination.Nowhere nowhere
                                ? "" + nowhere.refusal().status()
                                : found.words())
                .isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource({"949301,desk,true", "949301,hall,false", "lobby,desk,false", "sales,hall,true"})
    void proofIsAskedForWhereItLeadsElsewhere(String dialled, String device, boolean asked) {
        rules = List.of(
                new RouteConfig("9*", "any", 0, "", "trunk"),
                new RouteConfig("sales", "device:hall", 0, "", "room:internal"));
        assertThat(routes.wantsProof(SipUri.of(dialled, "h"), new Origin("address", "192.0.2.1"), device))
                .isEqualTo(asked);
    }

    @ParameterizedTest
    @CsvSource({
        "*,'',true",
        "*,abc,true",
        "a*c,abbbc,true",
        "a*c,ac,true",
        "a*c,acd,false",
        "a?c,abc,true",
        "a?c,ac,false",
        "*a*b*,xaybz,true",
        "*a*b*,xbya,false",
        "abc,abc,true",
        "abc,abcd,false",
        "'',a,false",
        "?,'',false",
    })
    void starsStandForAnyTextAndQuestionMarksForOneCharacter(String pattern, String text, boolean fits) {
        assertThat(Rule.matches(pattern, text)).isEqualTo(fits);
    }
}
