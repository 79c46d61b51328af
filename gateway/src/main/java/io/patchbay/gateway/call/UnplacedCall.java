package io.patchbay.gateway.call;

import io.patchbay.gateway.room.RoomName;
import io.patchbay.gateway.route.Attempt;
import io.patchbay.gateway.store.CallRecord;
import io.patchbay.gateway.store.Direction;
import io.patchbay.sip.EndReason;
import io.patchbay.sip.EndReason.Side;
import io.patchbay.sip.Refusal;
import io.patchbay.sip.RefusedRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The records of calls that never came to be. */
final class UnplacedCall {
    private UnplacedCall() {}

    /** An INVITE that was turned away before it was a call. */
    static CallRecord record(RefusedRequest request, Instant now) {
        String source = request.source().getAddress().getHostAddress();
        return record(
                request.callId().value(),
                Direction.IN,
                request.from().uri().toString(),
                request.requestUri().toString(),
                Optional.empty(),
                request.refusal(),
                source,
                List.of(Attempt.failed("request", source, request.refusal().explanation())),
                now);
    }

    /** A call out that no way fits. */
    static CallRecord record(RoomName room, String to, Refusal refusal, List<Attempt> attempts, Instant now) {
        return record("", Direction.OUT, room.value(), to, Optional.of(room.value()), refusal, "", attempts, now);
    }

    private static CallRecord record(
            String callId,
            Direction direction,
            String from,
            String to,
            Optional<String> room,
            Refusal refusal,
            String remoteAddress,
            List<Attempt> attempts,
            Instant now) {
        EndReason reason = new EndReason.Refused(Side.LOCAL, refusal);
        return new CallRecord(
                UUID.randomUUID(),
                callId,
                direction,
                from,
                to,
                room,
                now,
                Optional.empty(),
                Optional.of(now),
                Optional.of(reason.code()),
                Optional.of(reason.sipStatus()),
                Optional.of(reason.text()),
                remoteAddress,
                Optional.empty(),
                attempts,
                List.of(),
                Optional.empty());
    }
}
