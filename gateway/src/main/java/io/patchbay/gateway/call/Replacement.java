package io.patchbay.gateway.call;

import io.patchbay.gateway.room.RoomName;
import io.patchbay.sip.EndReason;
import io.patchbay.sip.EndReason.Side;
import io.patchbay.sip.Refusal;
import java.util.Optional;
import java.util.function.Consumer;

/** The place of another call that a call takes (RFC 3891), in an attended transfer. Belongs to the loop of the call that takes it. */
final class Replacement {
    private final Call taker;
    private final Call replaced;
    private boolean atDoor;

    Replacement(Call taker, Call replaced) {
        this.taker = taker;
        this.replaced = replaced;
    }

    /**
     * Asks the other call where it is.
     *
     * @param room told on the taker's loop
     * @param refused told there in its place
     */
    void find(Consumer<RoomName> room, Consumer<Refusal> refused) {
        replaced.loop().execute(() -> {
            Optional<RoomName> found = RoomName.parse(replaced.roomName());
            boolean isAtDoor = replaced.isAtDoor();
            taker.loop().execute(() -> {
                atDoor = isAtDoor;
                if (found.isPresent() && !taker.hasEnded()) {
                    room.accept(found.get());
                } else {
                    refused.accept(gone("the call to be replaced is in no room"));
                }
            });
        });
    }

    /** Who takes the place of somebody inside needs no PIN. */
    boolean isInside() {
        return !atDoor;
    }

    /** The taker is established: the other call ends. */
    void complete() {
        replaced.loop().execute(() -> {
            replaced.otherEnd().handOver(taker);
            replaced.hangUp(new EndReason.HungUp(Side.LOCAL, "replaced by another call"));
        });
    }

    static Refusal gone(String why) {
        return new Refusal(481, "Call/Transaction Does Not Exist", why);
    }
}
