package io.patchbay.gateway.control;

import io.patchbay.gateway.control.ControlError.Code;
import io.patchbay.gateway.http.ControlSession;
import io.patchbay.gateway.http.ControlSocket;
import io.patchbay.gateway.log.OncePerSecond;
import io.patchbay.gateway.room.Room;
import io.patchbay.gateway.room.RoomClosedException;
import io.patchbay.gateway.room.RoomFullException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One control socket: before {@code join} it only holds the room open, after it speaks for a {@link Seat}. Messages are parsed
 * on HTTP threads; the rest belongs to the room's loop.
 */
final class RoomSession implements ControlSession {
    static final int CLOSE_LEFT = 1000;
    static final int CLOSE_GOING_AWAY = 1001;
    static final int CLOSE_POLICY = 1008;
    static final int CLOSE_TAKEN_OVER = 4001;
    static final int CLOSE_REMOVED = 4003;

    private static final Logger log = LoggerFactory.getLogger(RoomSession.class);
    private static final int PROTOCOL = 1;

    private final ControlDoor door;
    private final ControlSocket socket;
    private final BrowserAddresses addresses;
    private final OncePerSecond faults = new OncePerSecond();
    private final RequestBudget budget = new RequestBudget(50, 200, System.nanoTime()); // HTTP threads, one at a time
    private CompletableFuture<Entered> lastPosted; // guarded by this; keeps what comes before the room is open in order
    private Seat seat; // null before join
    private boolean closed;

    /** What a session has of its room once it is in. */
    record Entered(Seats seats, Room.Hold hold) {
        Room room() {
            return seats.room();
        }
    }

    RoomSession(
            ControlDoor door, ControlSocket socket, BrowserAddresses addresses, CompletableFuture<Entered> entered) {
        this.door = door;
        this.socket = socket;
        this.addresses = addresses;
        lastPosted = entered;
        entered.exceptionally(failure -> {
            log.error("a control socket could not enter its room", failure);
            socket.close(CLOSE_GOING_AWAY, "the room could not be opened");
            return null;
        });
    }

    @Override
    public void onText(String text) {
        if (!budget.take(System.nanoTime())) {
            socket.close(CLOSE_POLICY, "too many requests: at most 50 a second");
            return;
        }
        Wire.Request request;
        try {
            request = Wire.request(text);
        } catch (ControlError e) {
            socket.close(CLOSE_POLICY, e.getMessage());
            return;
        }
        onLoop(in -> handle(in, request));
    }

    @Override
    public void onClose(int code, String reason) {
        door.socketClosed(addresses.remote());
        onLoop(in -> {
            closed = true;
            if (seat != null) {
                seat.socketLost(this);
            } else {
                in.hold().release();
            }
        });
    }

    /** A newer socket took this one's seat. */
    void takenOver() {
        end(CLOSE_TAKEN_OVER, "the seat was taken over by a newer connection");
    }

    void roomClosed(String reason) {
        tell(Wire.event("closing", "reason", reason));
        end(door.isShuttingDown() ? CLOSE_GOING_AWAY : CLOSE_REMOVED, reason);
    }

    void tell(String event) {
        if (!closed) {
            socket.sendText(event);
        }
    }

    private void end(int code, String reason) {
        closed = true;
        seat = null;
        socket.close(code, reason);
    }

    private void handle(Entered in, Wire.Request request) {
        if (closed) {
            return;
        }
        String reply;
        try {
            reply = Wire.response(request.id(), answer(in, request));
        } catch (ControlError e) {
            reply = Wire.error(request.id(), e);
        } catch (RoomClosedException e) {
            reply = Wire.error(request.id(), new ControlError(Code.ROOM_CLOSED, e.getMessage()));
        } catch (RoomFullException e) {
            reply = Wire.error(request.id(), new ControlError(Code.ROOM_FULL, e.getMessage()));
        } catch (RuntimeException e) {
            faults.run(others -> log.error(
                    "room {}: {} failed ({} others since the last such line)",
                    in.room().name(),
                    request.method(),
                    others,
                    e));
            reply = Wire.error(request.id(), new ControlError(Code.INTERNAL, "the appliance failed; its log says why"));
        }
        socket.sendText(reply);
        if (request.method().equals("leave")) {
            end(CLOSE_LEFT, "left"); // whatever came after it is not heard
        }
    }

    private Object answer(Entered in, Wire.Request request) {
        switch (request.method()) {
            case "ping":
                return Map.of();
            case "hello":
                return new Requests.Hello(
                        PROTOCOL,
                        in.room().name().value(),
                        in.room().router().rtpCapabilities(),
                        List.of(),
                        door.dialIn(in.room().name(), addresses),
                        door.asksForPin(in.room().name()));
            case "join":
                return join(in, Wire.read(request.data(), Requests.Join.class));
            case "leave":
                return leave(in);
            default:
                if (seat == null) {
                    throw new ControlError(Code.NOT_JOINED, request.method() + " comes after join");
                }
                return door.requests().handle(seat, request);
        }
    }

    private Requests.Joined join(Entered in, Requests.Join join) {
        if (seat != null) {
            throw new ControlError(Code.ALREADY_JOINED, "this socket has joined as " + seat.id());
        }
        if (door.isShuttingDown()) {
            throw new ControlError(Code.SHUTTING_DOWN, "the appliance shuts down; try again in a minute");
        }
        boolean resumed = false;
        if (join.seat() == null) {
            door.checkPin(in.room().name(), join.pin(), addresses.remote());
            seat = door.takeSeat(
                    addresses.remote(),
                    onFreed -> Seat.take(in.seats(), this, join, addresses.transportOptions(), onFreed));
        } else {
            seat = in.seats()
                    .find(join.seat())
                    .orElseThrow(() -> new ControlError(
                            Code.SEAT_GONE, "the seat was given up or its time ran out; join without one"));
            resumed = seat.takeOver(this, join, addresses.transportOptions());
        }
        in.hold().release(); // the seat holds the room now
        return new Requests.Joined(
                seat.id(),
                seat.secret(),
                in.seats().grace().toSeconds(),
                resumed,
                seat.others(),
                in.room().chat().latest());
    }

    private Map<String, Object> leave(Entered in) {
        if (seat != null) {
            Seat left = seat;
            seat = null;
            left.leave("left");
        }
        in.hold().release();
        return Map.of();
    }

    /** One after the other: a future would run what waits for it in the opposite order. */
    private synchronized void onLoop(Consumer<Entered> task) {
        lastPosted = lastPosted.thenApply(in -> {
            post(in, task);
            return in;
        });
    }

    private static void post(Entered in, Consumer<Entered> task) {
        try {
            in.room().loop().execute(() -> task.accept(in));
        } catch (RejectedExecutionException e) {
            log.debug("a control message came after the end: {}", e.getMessage());
        }
    }
}
