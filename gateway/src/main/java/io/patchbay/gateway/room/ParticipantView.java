package io.patchbay.gateway.room;

import com.fasterxml.jackson.annotation.JsonValue;
import io.patchbay.media.sfu.MediaKind;
import java.util.List;
import java.util.Locale;

/** A participant as the others in the room see it; goes over the control protocol as it is. */
public record ParticipantView(
        String id, Kind kind, String displayName, Connection connection, List<ProducerView> producers) {
    public ParticipantView {
        producers = List.copyOf(producers);
    }

    public enum Kind {
        BROWSER,
        PHONE;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether the participant is there, is a phone on hold, or its seat waits for it to come back. */
    public enum Connection {
        CONNECTED,
        HELD,
        AWAY;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One track that a participant sends into the room. */
    public record ProducerView(String id, MediaKind kind, Source source, boolean paused) {}

    /** What a track shows or lets hear. */
    public enum Source {
        MICROPHONE,
        CAMERA,
        PHONE;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
