package io.patchbay.gateway.control;

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
import java.util.function.Supplier;

/** Where browsers come in: opens a {@link RoomSession} for each control socket. Any thread. */
public final class ControlDoor implements ControlEndpoint {
    private final Rooms rooms;
    private final Routes routes;
    private final List<ListenAddress> listening;
    private final Supplier<Duration> seatGrace;
    private final int sipPort;
    private final SeatRequests requests = new SeatRequests();
    private final Map<Room, Seats> seats = new ConcurrentHashMap<>();
    private volatile boolean shuttingDown;

    /**
     * @param listening the addresses that the SFU listens on
     * @param seatGrace how long a seat waits for its browser
     * @param sipPort the port that phones dial
     */
    public ControlDoor(
            Rooms rooms, Routes routes, List<ListenAddress> listening, Supplier<Duration> seatGrace, int sipPort) {
        this.rooms = rooms;
        this.routes = routes;
        this.listening = List.copyOf(listening);
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
        BrowserAddresses addresses = new BrowserAddresses(remote.getAddress(), local, listening);
        return new RoomSession(this, socket, addresses, rooms.enter(new RoomName(room), this::enter));
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
