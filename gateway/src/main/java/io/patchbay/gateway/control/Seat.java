package io.patchbay.gateway.control;

import io.patchbay.gateway.control.ControlError.Code;
import io.patchbay.gateway.room.ChatMessage;
import io.patchbay.gateway.room.ChatSender;
import io.patchbay.gateway.room.ChatText;
import io.patchbay.gateway.room.Participant;
import io.patchbay.gateway.room.ParticipantIds;
import io.patchbay.gateway.room.ParticipantView;
import io.patchbay.gateway.room.ParticipantView.Connection;
import io.patchbay.gateway.room.ParticipantView.Kind;
import io.patchbay.gateway.room.Room;
import io.patchbay.media.loop.LoopTimer;
import io.patchbay.media.sfu.RtpCapabilities;
import io.patchbay.media.sfu.WebRtcTransportOptions;
import java.util.List;

/**
 * A browser's right to be one participant. It outlives its socket for a while, so that a reload, a change of network or a short
 * outage costs nobody the room. Belongs to the room's loop.
 */
final class Seat implements Participant {
    private final Seats seats;
    private final Room room;
    private final String id = ParticipantIds.next();
    private final String secret = ParticipantIds.next() + ParticipantIds.next();
    private final SeatMedia media;
    private String displayName;
    private RoomSession session; // null while away
    private LoopTimer expiry; // set while away
    private final Runnable onFreed;
    private final RequestBudget changes = new RequestBudget(5, 30, System.nanoTime());
    private boolean closed;

    private Seat(Seats seats, String displayName, Runnable onFreed) {
        this.onFreed = onFreed;
        this.seats = seats;
        this.room = seats.room();
        this.displayName = displayName;
        this.media = new SeatMedia(this, room);
    }

    /** @throws io.patchbay.gateway.room.RoomFullException where one more is too many */
    static Seat take(
            Seats seats, RoomSession session, Requests.Join join, WebRtcTransportOptions transports, Runnable onFreed) {
        Seat seat = new Seat(seats, join.displayName(), onFreed);
        seat.occupy(session, join.rtpCapabilities(), transports);
        seat.room.join(seat);
        seats.taken(seat);
        return seat;
    }

    String secret() {
        return secret;
    }

    @Override
    public String id() {
        return id;
    }

    SeatMedia media() {
        return media;
    }

    @Override
    public ParticipantView view() {
        Connection connection = session == null ? Connection.AWAY : Connection.CONNECTED;
        return new ParticipantView(id, Kind.BROWSER, displayName, connection, media.producerViews());
    }

    /** Everyone else in the room. */
    List<ParticipantView> others() {
        return room.participants().stream()
                .filter(other -> !other.id().equals(id))
                .toList();
    }

    /**
     * A new socket shows this seat's secret; an older one is closed.
     *
     * @return whether transports and all that is on them live on
     */
    boolean takeOver(RoomSession newSession, Requests.Join join, WebRtcTransportOptions transports) {
        if (session != null) {
            session.takenOver();
        }
        boolean resumed = join.resume() && media.isAlive();
        if (!resumed) {
            media.closeAll();
        }
        displayName = join.displayName();
        occupy(newSession, join.rtpCapabilities(), transports);
        room.changed(this);
        return resumed;
    }

    /** @throws ControlError where it has changed too much of late: everybody in the room is told of each change */
    void countChange() {
        if (!changes.take(System.nanoTime())) {
            throw new ControlError(
                    Code.TOO_MANY_CHANGES, "too many changes: at most 5 a second that others are told of");
        }
    }

    void rename(String name) {
        displayName = name;
        room.changed(this);
    }

    /** @throws io.patchbay.gateway.room.ChatRefusedException where the room does not take it */
    ChatMessage say(ChatText text) {
        return room.chat().post(ChatSender.seat(id, displayName), text);
    }

    /** The socket went without a word: the seat waits. */
    void socketLost(RoomSession lost) {
        if (closed || session != lost) {
            return;
        }
        session = null;
        expiry = room.loop().schedule(seats.grace(), () -> leave("the connection was lost"));
        room.changed(this);
    }

    /** Gives the seat up. Leaving twice is allowed. */
    void leave(String reason) {
        if (!closed) {
            free();
            media.closeAll();
            room.leave(this, reason);
        }
    }

    @Override
    public void roomClosed(String reason) {
        if (!closed) {
            RoomSession last = session;
            free();
            media.closeAll();
            if (last != null) {
                last.roomClosed(reason);
            }
        }
    }

    /** Sends an event to the browser; one that is away asks for the whole picture when it is back. */
    void tell(String event) {
        if (session != null) {
            session.tell(event);
        }
    }

    private void occupy(RoomSession newSession, RtpCapabilities capabilities, WebRtcTransportOptions transports) {
        session = newSession;
        media.use(capabilities, transports);
        if (expiry != null) {
            expiry.cancel();
            expiry = null;
        }
    }

    private void free() {
        closed = true;
        session = null;
        seats.freed(this);
        onFreed.run();
        if (expiry != null) {
            expiry.cancel();
        }
    }
}
