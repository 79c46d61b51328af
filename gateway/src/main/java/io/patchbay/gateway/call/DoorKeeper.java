package io.patchbay.gateway.call;

import io.patchbay.gateway.admission.Admission;
import io.patchbay.gateway.admission.Pins;
import io.patchbay.gateway.admission.Pins.Verdict;
import io.patchbay.gateway.room.RoomName;
import io.patchbay.gateway.route.Attempt;
import io.patchbay.media.audio.TonePlan;
import io.patchbay.sip.EndReason;
import java.net.InetAddress;

/** Keeps a caller at the door of a room until it has typed the PIN. Belongs to the call's loop. */
final class DoorKeeper implements PinEntry.Caller, AutoCloseable {
    private final Call call;
    private final Pins pins;
    private final Admission admission;
    private final RoomName room;
    private final InetAddress source;
    private final Runnable whenAdmitted;
    private final PinEntry entry;
    private boolean admitted;

    /** @param whenAdmitted brings it into the room */
    DoorKeeper(Call call, Pins pins, Admission admission, RoomName room, InetAddress source, Runnable whenAdmitted) {
        this.call = call;
        this.pins = pins;
        this.admission = admission;
        this.room = room;
        this.source = source;
        this.whenAdmitted = whenAdmitted;
        entry = new PinEntry(call.loop(), PinEntry.Timings.DEFAULT, this);
    }

    /** The phone can hear now. */
    void ask() {
        call.leg().waitAtDoor(call.keys()).whenComplete(call.onLoop("asking for the PIN", (done, refusal) -> {
            if (refusal == null) {
                entry.begin();
            } else {
                call.hangUp(new EndReason.Refused(EndReason.Side.LOCAL, refusal));
            }
        }));
    }

    /** Whether the key is a part of the PIN. */
    boolean takes(char key) {
        return entry.key(key);
    }

    boolean hasAdmitted() {
        return admitted;
    }

    @Override
    public void hear(TonePlan tones) {
        call.leg().play(tones);
    }

    @Override
    public int digits() {
        return pins.digitsOf(room.value());
    }

    @Override
    public Verdict check(String typed) {
        Verdict verdict = pins.check(room.value(), typed, source);
        switch (verdict) {
            case RIGHT -> call.tried(Attempt.taken("pin", room.value(), "the PIN is right"));
            case WRONG -> {
                call.tried(Attempt.failed("pin", room.value(), "a wrong PIN"));
                admission.guessedWrong(source, "a PIN for room " + room);
            }
            case TOO_OFTEN ->
                call.tried(Attempt.failed("pin", room.value(), "too many wrong PINs of late: not looked at"));
        }
        return verdict;
    }

    @Override
    public void admitted() {
        admitted = true;
        whenAdmitted.run();
    }

    @Override
    public void turnedAway(EndReason reason) {
        call.hangUp(reason);
    }

    @Override
    public void close() {
        entry.close();
    }
}
