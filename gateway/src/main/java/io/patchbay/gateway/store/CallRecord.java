package io.patchbay.gateway.store;

import io.patchbay.gateway.route.Attempt;
import io.patchbay.media.quality.CallQuality;
import io.patchbay.sip.HeaderField;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * What is kept about a call, refused ones too. Written when the call begins, when it is answered and when it ends, each
 * time whole.
 *
 * @param id ours; a Call-ID is chosen by strangers and may come twice
 * @param callId the SIP Call-ID
 * @param from the caller's URI
 * @param to the URI dialled
 * @param room where it led; empty where it led nowhere
 * @param answered empty while ringing and for refused calls
 * @param ended empty while the call is up
 * @param endCode why it ended, for programs: {@code hung-up}, {@code refused}
 * @param sipStatus the final status, or that which fits the reason it ended for
 * @param endText why it ended, as a sentence
 * @param remoteAddress where the far end's SIP came from, address and port
 * @param attempts what was tried for it, in order: trunks, devices, rules, limits
 * @param headers fields of its INVITE that are kept
 * @param codec of the audio, as its SDP name
 * @param quality how it sounded; empty before its end and for calls without media
 */
public record CallRecord(
        UUID id,
        String callId,
        Direction direction,
        String from,
        String to,
        Optional<String> room,
        Instant started,
        Optional<Instant> answered,
        Optional<Instant> ended,
        Optional<String> endCode,
        Optional<Integer> sipStatus,
        Optional<String> endText,
        String remoteAddress,
        Optional<String> codec,
        List<Attempt> attempts,
        List<HeaderField> headers,
        Optional<CallQuality> quality) {
    private static final int CALL_ID = 255;
    private static final int URI = 512;
    private static final int TEXT = 1_024;

    /** Texts that come from the network are cut to what the database holds. */
    public CallRecord {
        Objects.requireNonNull(id);
        Objects.requireNonNull(direction);
        Objects.requireNonNull(started);
        callId = cut(callId, CALL_ID);
        from = cut(from, URI);
        to = cut(to, URI);
        room = room.filter(name -> !name.isEmpty());
        endText = endText.map(text -> cut(text, TEXT));
        attempts = Attempts.cut(attempts);
        headers = KeptHeaders.cut(headers);
        Objects.requireNonNull(quality);
    }

    /** The same, with how the call sounded. */
    public CallRecord with(CallQuality sounded) {
        return new CallRecord(
                id,
                callId,
                direction,
                from,
                to,
                room,
                started,
                answered,
                ended,
                endCode,
                sipStatus,
                endText,
                remoteAddress,
                codec,
                attempts,
                headers,
                Optional.of(sounded));
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
