package io.patchbay.gateway.route;

import io.patchbay.gateway.room.RoomName;
import io.patchbay.sip.Refusal;

/** What became of routing a call. */
public sealed interface Destination {

    record ToRoom(RoomName room) implements Destination {}

    record Nowhere(Refusal refusal) implements Destination {}
}
