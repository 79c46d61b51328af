package io.patchbay.gateway.control;

import io.patchbay.gateway.admission.PerSource;
import io.patchbay.gateway.admission.Pins;
import io.patchbay.gateway.control.ControlError.Code;
import io.patchbay.gateway.http.ControlEndpoint;
import io.patchbay.gateway.http.ControlSession;
import io.patchbay.gateway.http.ControlSocket;
import io.patchbay.gateway.http.Problem;
import io.patchbay.gateway.room.Room;
import io.patchbay.gateway.room.RoomName;
import io.patchbay.gateway.room.Rooms;
import io.patchbay.gateway.route.Routes;
import io.patchbay.media.sfu.ListenAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** Where browsers come in: opens a {@link RoomSession} for each control socket. Any thread. */
public final class ControlDoor implements ControlEndpoint {
    private static final ControlSession TURNED_AWAY = new ControlSession() {
        @Override
        public void onText(String text) {}

        @Override
        public void onClose(int code, String reason) {}
    };

    private final Rooms rooms;
    private final Routes routes;
    private final Pins pins;
    private final PerSource sockets;
    private final PerSource seatsTaken;
    private final Supplier<List<ListenAddress>> listening;
    private final Supplier<Duration> seatGrace;
    private final int sipPort;
    private final SeatRequests requests = new SeatRequests();
    private final Map<Room, Seats> seats = new ConcurrentHashMap<>();
    private volatile boolean shuttingDown;

    /**
     * @param perSource counts what one address has, up to its limit
     * @param listening the addresses that the SFU listens on, with those to be named now
     * @param seatGrace how long a seat waits for its browser
     * @param sipPort the port that phones dial
     */
    public ControlDoor(
            Rooms rooms,
            Routes routes,
            Pins pins,
            Supplier<PerSource> perSource,
            Supplier<List<ListenAddress>> listening,
            Supplier<Duration> seatGrace,
            int sipPort) {
        this.rooms = rooms;
        this.routes = routes;
        this.pins = pins;
        sockets = perSource.get();
        seatsTaken = perSource.get();
        this.listening = listening;
        this.seatGrace = seatGrace;
        this.sipPort = sipPort;
    }

    @Override
    public Optional<Problem> refusal(String room) {
        if (shuttingDown) {
            return Optional.of(new Problem(
                    503,
                    "shutting-down",
                    "The appliance shuts down",
                    "it takes nobody in any more; try again in a minute"));
        }
        return routes.whyNoRoom(room).map(why -> new Problem(404, "no-such-room", "There is no such room", why));
    }

    @Override
    public ControlSession open(String room, ControlSocket socket, InetSocketAddress remote, InetAddress local) {
        if (!sockets.enter(remote.getAddress())) {
            socket.close(RoomSession.CLOSE_POLICY, "too many browsers from your address (limits.browsers-per-source)");
            return TURNED_AWAY;
        }
        BrowserAddresses addresses = new BrowserAddresses(remote.getAddress(), local, listening.get());
        return new RoomSession(this, socket, addresses, rooms.enter(new RoomName(room), this::enter));
    }

    void socketClosed(InetAddress remote) {
        sockets.leave(remote);
    }

    /**
     * Counts a new seat in until it is freed.
     *
     * @throws ControlError where the address has as many as it may
     */
    Seat takeSeat(InetAddress remote, Function<Runnable, Seat> take) {
        if (!seatsTaken.enter(remote)) {
            throw new ControlError(Code.ROOM_FULL, "too many browsers from your address (limits.browsers-per-source)");
        }
        try {
            return take.apply(() -> seatsTaken.leave(remote));
        } catch (RuntimeException e) {
            seatsTaken.leave(remote);
            throw e;
        }
    }

    /** From now on nobody new is let in. */
    public void shutDown() {
        shuttingDown = true;
    }

    boolean isShuttingDown() {
        return shuttingDown;
    }

    SeatRequests requests() {
        return requests;
    }

    /** Whether one has to know a PIN to come in. */
    boolean asksForPin(RoomName room) {
        return pins.guard(room.value());
    }

    /** @throws ControlError where {@code pin} is not that of the room; null where the browser has given none */
    void checkPin(RoomName room, String pin, InetAddress remote) {
        if (!asksForPin(room)) {
            return;
        }
        if (pin == null) {
            throw new ControlError(Code.PIN_REQUIRED, "room %s asks for a PIN; join with pin".formatted(room));
        }
        switch (pins.check(room.value(), pin, remote)) {
            case RIGHT -> {}
            case WRONG -> throw new ControlError(Code.WRONG_PIN, "that is not the PIN of room " + room);
            case TOO_OFTEN ->
                throw new ControlError(Code.WRONG_PIN, "too many wrong PINs of late; try again in a few minutes");
        }
    }

    /** How a phone gets into {@code room}: SIP URIs, best first. */
    List<String> dialIn(RoomName room, BrowserAddresses addresses) {
        String port = sipPort == 5060 ? "" : ":" + sipPort;
        return addresses.forPhones().stream()
                .map(host -> "sip:" + room + "@" + (host.contains(":") ? "[" + host + "]" : host) + port)
                .toList();
    }

    private RoomSession.Entered enter(Room room) {
        Seats ofRoom = seats.computeIfAbsent(room, opened -> new Seats(opened, seatGrace, () -> seats.remove(opened)));
        return new RoomSession.Entered(ofRoom, room.hold());
    }
}
