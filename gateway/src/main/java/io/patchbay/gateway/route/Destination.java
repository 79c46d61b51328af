package io.patchbay.gateway.route;

import io.patchbay.gateway.room.RoomName;
import io.patchbay.sip.Refusal;
import java.util.List;
import java.util.stream.Collectors;

/** What became of routing a call. */
public sealed interface Destination {

    record ToRoom(RoomName room) implements Destination {}

    record Nowhere(Refusal refusal) implements Destination {
        private static final int TOLD = 3;

        /** The same, telling of the first few rules that were looked at before. */
        Nowhere after(List<Attempt> before) {
            String told = before.stream().limit(TOLD).map(Attempt::toString).collect(Collectors.joining("; "));
            String more = before.size() > TOLD ? "; and %d more".formatted(before.size() - TOLD) : "";
            String explanation = refusal.explanation() + " (before: " + told + more + ")";
            return new Nowhere(new Refusal(refusal.status(), refusal.phrase(), explanation));
        }
    }
}
