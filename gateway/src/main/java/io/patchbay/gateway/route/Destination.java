package io.patchbay.gateway.route;

import io.patchbay.gateway.config.AnswerConfig;
import io.patchbay.gateway.room.RoomName;
import io.patchbay.media.audio.TestLine;
import io.patchbay.sip.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What became of routing a call. */
public sealed interface Destination {

    /** As people read it. */
    String words();

    /** @param answer what the caller gets before the room answers */
    record ToRoom(RoomName room, AnswerConfig answer) implements Destination {
        /** One that answers at once. */
        public ToRoom(RoomName room) {
            this(room, AnswerConfig.AT_ONCE);
        }

        @Override
        public String words() {
            return "room " + room;
        }
    }

    /** @param device in lower case */
    record ToDevice(String device) implements Destination {
        @Override
        public String words() {
            return "device " + device;
        }
    }

    /** @param trunk the only one that will do; empty for any */
    record ToTrunk(String number, String trunk) implements Destination {
        @Override
        public String words() {
            return number + " through " + (trunk.isEmpty() ? "a trunk" : "trunk " + trunk);
        }
    }

    /** A line that testers measure with. */
    record ToTest(TestLine line) implements Destination {
        @Override
        public String words() {
            return "test line " + line.name().toLowerCase(Locale.ROOT);
        }
    }

    record Nowhere(Refusal refusal) implements Destination {
        private static final int TOLD = 3;

        @Override
        public String words() {
            return refusal.status() + " " + refusal.explanation();
        }

        /** The same, telling of the first few rules that were looked at before. */
        Nowhere after(List<Attempt> before) {
            String told = before.stream().limit(TOLD).map(Attempt::toString).collect(Collectors.joining("; "));
            String more = before.size() > TOLD ? "; and %d more".formatted(before.size() - TOLD) : "";
            String explanation = refusal.explanation() + " (before: " + told + more + ")";
            return new Nowhere(new Refusal(refusal.status(), refusal.phrase(), explanation));
        }
    }
}
