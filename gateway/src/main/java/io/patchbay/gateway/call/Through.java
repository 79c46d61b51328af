package io.patchbay.gateway.call;

import io.patchbay.gateway.room.RoomName;
import io.patchbay.gateway.route.Attempt;
import io.patchbay.gateway.trunk.Selection;
import io.patchbay.sip.EndReason;
import io.patchbay.sip.EndReason.Side;
import java.util.stream.Collectors;

/**
 * An incoming call that is put through: the one called rings into a room of the call's own, and the caller hears of it what it would
 * hear without us. Belongs to the incoming call's loop; what becomes of the other call is posted to it.
 */
final class Through implements OutgoingPhoneCall.Caller {
    private final IncomingPhoneCall call;
    private final Switchboard switchboard;
    private final Selection ways;
    private final RoomName room = Switchboard.newRoom();
    private OutgoingPhoneCall placed; // null before begin
    private String session; // ours, for the caller; set by begin
    private boolean decided; // answered or over

    /** @param ways at least one */
    Through(IncomingPhoneCall call, Switchboard switchboard, Selection ways) {
        this.call = call;
        this.switchboard = switchboard;
        this.ways = ways;
    }

    RoomName room() {
        return room;
    }

    /** The caller's media is agreed on: {@code ours} is what it will be answered. */
    void begin(String ours) {
        session = ours;
        call.otherEnd().agreed(ours);
        placed = switchboard.place(ways, room, this);
    }

    /** The caller is gone before there was an answer. */
    void abandon(EndReason reason) {
        if (placed != null && !decided) {
            decided = true;
            placed.loop().execute(() -> placed.hangUp(new EndReason.Cancelled(Side.LOCAL, reason.text())));
        }
    }

    private void post(Runnable task) {
        call.loop().execute(() -> {
            if (!call.hasEnded() && !decided) {
                task.run();
            }
        });
    }

    @Override
    public void onRinging() {
        post(call::ringOnce);
    }

    @Override
    public void onEarlyMedia() {
        post(() -> call.speakEarly(session));
    }

    @Override
    public void onAnswered() {
        call.loop().execute(() -> {
            if (call.hasEnded()) {
                abandon(call.endReason());
                return;
            }
            decided = true;
            call.tried(Attempt.taken(kind(), names(), "answered as call " + placed.id()));
            OtherEnd.tie(call, placed);
            call.answer(session);
        });
    }

    @Override
    public void onUnanswered(EndReason reason) {
        post(() -> {
            decided = true;
            call.tried(Attempt.failed(kind(), names(), reason.text()));
            call.refuse(CallerResponse.to(reason));
        });
    }

    private String kind() {
        return ways.paths().get(0).kind();
    }

    private String names() {
        return ways.paths().stream().map(path -> path.name()).collect(Collectors.joining(", "));
    }
}
