package io.patchbay.gateway.control;

import io.patchbay.gateway.room.Room;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The seats of one room, by their secrets. Belongs to the room's loop. */
final class Seats {
    private final Room room;
    private final Supplier<Duration> grace;
    private final Audience audience;
    private final Map<String, Seat> bySecret = new HashMap<>();

    Seats(Room room, Supplier<Duration> grace, Runnable onRoomClosed) {
        this.room = room;
        this.grace = grace;
        this.audience = new Audience(onRoomClosed);
        room.addListener(audience);
        room.chat().addListener(audience);
    }

    Room room() {
        return room;
    }

    /** How long a seat waits for its browser. */
    Duration grace() {
        return grace.get();
    }

    Optional<Seat> find(String secret) {
        return Optional.ofNullable(bySecret.get(secret));
    }

    void taken(Seat seat) {
        bySecret.put(seat.secret(), seat);
        audience.add(seat);
    }

    void freed(Seat seat) {
        bySecret.remove(seat.secret());
        audience.remove(seat);
    }
}
