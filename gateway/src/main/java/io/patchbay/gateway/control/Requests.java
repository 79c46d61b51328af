package io.patchbay.gateway.control;

import io.patchbay.gateway.room.ChatMessage;
import io.patchbay.gateway.room.ParticipantView;
import io.patchbay.gateway.room.ParticipantView.Source;
import io.patchbay.gateway.room.ShownText;
import io.patchbay.media.sfu.DtlsParameters;
import io.patchbay.media.sfu.IceCandidate;
import io.patchbay.media.sfu.IceParameters;
import io.patchbay.media.sfu.MediaKind;
import io.patchbay.media.sfu.RtpCapabilities;
import io.patchbay.media.sfu.RtpParameters;
import java.util.List;

/** What requests carry and what they are answered, each named after its method. Fields are checked as they are read. */
final class Requests {
    private static final int LONGEST_NAME = 64;

    private Requests() {}

    record Hello(
            int protocol,
            String room,
            RtpCapabilities routerRtpCapabilities,
            List<Object> iceServers,
            List<String> dialIn,
            boolean pinRequired) {}

    /** @param pin null where none is given */
    record Join(String displayName, RtpCapabilities rtpCapabilities, String seat, boolean resume, String pin) {
        Join {
            displayName = checkedName(displayName);
            required(rtpCapabilities, "rtpCapabilities");
        }

        /** Without what is secret. */
        @Override
        public String toString() {
            return "Join[" + displayName + "]";
        }
    }

    record Joined(
            String participantId,
            String seat,
            long seatGraceSeconds,
            boolean resumed,
            List<ParticipantView> participants,
            List<ChatMessage> chat) {}

    record CreateTransport(String direction) {
        CreateTransport {
            if (!"send".equals(direction) && !"recv".equals(direction)) {
                throw new IllegalArgumentException(
                        "direction is '%s'; it must be 'send' or 'recv'".formatted(direction));
            }
        }
    }

    record TransportCreated(
            String id, IceParameters iceParameters, List<IceCandidate> iceCandidates, DtlsParameters dtlsParameters) {}

    record ConnectTransport(String transportId, DtlsParameters dtlsParameters) {
        ConnectTransport {
            required(transportId, "transportId");
            required(dtlsParameters, "dtlsParameters");
        }
    }

    record OfTransport(String transportId) {
        OfTransport {
            required(transportId, "transportId");
        }
    }

    record IceRestarted(IceParameters iceParameters) {}

    record Produce(String transportId, MediaKind kind, RtpParameters rtpParameters, String source, boolean paused) {
        Produce {
            required(transportId, "transportId");
            required(kind, "kind");
            required(rtpParameters, "rtpParameters");
            boolean fits = kind == MediaKind.AUDIO ? "microphone".equals(source) : "camera".equals(source);
            if (!fits) {
                throw new IllegalArgumentException(
                        "source is '%s'; it must be 'microphone' for audio, 'camera' for video".formatted(source));
            }
        }

        Source sourceKind() {
            return kind == MediaKind.AUDIO ? Source.MICROPHONE : Source.CAMERA;
        }
    }

    record Produced(String id) {}

    record OfProducer(String producerId) {
        OfProducer {
            required(producerId, "producerId");
        }
    }

    record Consume(String transportId, String producerId) {
        Consume {
            required(transportId, "transportId");
            required(producerId, "producerId");
        }
    }

    record Consumed(
            String id,
            String producerId,
            MediaKind kind,
            RtpParameters rtpParameters,
            String type,
            boolean producerPaused) {}

    record OfConsumer(String consumerId) {
        OfConsumer {
            required(consumerId, "consumerId");
        }
    }

    record SetDisplayName(String displayName) {
        SetDisplayName {
            displayName = checkedName(displayName);
        }
    }

    record Chat(String text) {
        Chat {
            required(text, "text");
        }
    }

    record Said(String id) {}

    record Stats(List<?> transports, List<?> producers, List<?> consumers) {}

    private static void required(Object value, String field) {
        if (value == null) {
            throw new IllegalArgumentException(field + " is missing");
        }
    }

    private static String checkedName(String name) {
        String trimmed = name == null ? "" : name.strip();
        if (trimmed.isEmpty() || trimmed.length() > LONGEST_NAME) {
            throw new IllegalArgumentException(
                    "displayName has %d characters; it must have 1 to %d".formatted(trimmed.length(), LONGEST_NAME));
        }
        if (trimmed.chars().anyMatch(ShownText::hasNoPlace)) {
            throw new IllegalArgumentException("displayName has control characters; leave them out");
        }
        return trimmed;
    }
}
