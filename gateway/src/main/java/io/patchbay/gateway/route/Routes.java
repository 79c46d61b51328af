package io.patchbay.gateway.route;

import io.patchbay.gateway.config.RoomsConfig;
import io.patchbay.gateway.room.RoomName;
import io.patchbay.sip.Refusal;
import io.patchbay.sip.SipUri;
import java.util.Optional;
import java.util.function.Supplier;

/** Which call goes where, by its Request-URI. Any thread; reads the configuration anew for each call. */
public final class Routes {
    private final Supplier<RoomsConfig> rooms;

    public Routes(Supplier<RoomsConfig> rooms) {
        this.rooms = rooms;
    }

    /** The user part names the room. */
    public Destination destinationOf(SipUri requestUri) {
        if (requestUri.user().isEmpty()) {
            return nowhere(484, "Address Incomplete", "no room is named; dial sip:ROOM@" + requestUri.host());
        }
        Optional<RoomName> room = RoomName.parse(requestUri.user());
        if (room.isEmpty()) {
            return nowhere(
                    404, "Not Found", "'%s' is no room name: 1 to 64 of a-z 0-9 . _ -".formatted(requestUri.user()));
        }
        return whyNoRoom(room.get().value())
                .map(why -> nowhere(404, "Not Found", why))
                .orElseGet(() -> new Destination.ToRoom(room.get()));
    }

    /** Why the configuration has no room of this name; empty where it has. */
    public Optional<String> whyNoRoom(String room) {
        RoomsConfig config = rooms.get();
        if (config.open() || config.names().contains(room)) {
            return Optional.empty();
        }
        return Optional.of("there is no room '%s'; add it to rooms.names or set rooms.open".formatted(room));
    }

    private static Destination nowhere(int status, String phrase, String explanation) {
        return new Destination.Nowhere(new Refusal(status, phrase, explanation));
    }
}
