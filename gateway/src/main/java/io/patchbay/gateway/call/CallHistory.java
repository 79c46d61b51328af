package io.patchbay.gateway.call;

import io.patchbay.gateway.route.Attempt;
import io.patchbay.gateway.store.CallRecord;
import io.patchbay.media.peer.PeerStats;
import io.patchbay.sip.EndReason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** When a call did what, and what was tried for it: what its record, the API and the log tell. Belongs to the call's loop. */
final class CallHistory {
    private final Call call;
    private final Clock clock;
    private final UUID recordId = UUID.randomUUID();
    private final Instant started;
    private final List<Attempt> attempts = new ArrayList<>();
    private Instant answered; // null before
    private Instant ended; // null before the end
    private EndReason endReason; // null before the end

    CallHistory(Call call, Clock clock) {
        this.call = call;
        this.clock = clock;
        this.started = clock.instant();
    }

    void tried(Attempt attempt) {
        attempts.add(attempt);
    }

    void answered() {
        answered = clock.instant();
    }

    boolean isAnswered() {
        return answered != null;
    }

    void ended(EndReason reason) {
        ended = clock.instant();
        endReason = reason;
    }

    /** Null before the end. */
    EndReason endReason() {
        return endReason;
    }

    /** From the answer to the end, or from the beginning where there was none. */
    Duration lasted() {
        return Duration.between(answered == null ? started : answered, ended);
    }

    /** What was tried, for the log line of a call that came to nothing; empty for others. */
    String story() {
        return answered != null || attempts.isEmpty()
                ? ""
                : attempts.stream().map(Attempt::toString).collect(Collectors.joining("; ", "; tried ", ""));
    }

    CallRecord record() {
        CallParties parties = call.parties();
        Optional<EndReason> end = Optional.ofNullable(endReason);
        return new CallRecord(
                recordId,
                call.id().value(),
                parties.direction(),
                parties.from(),
                parties.to(),
                Optional.of(call.roomName()),
                started,
                Optional.ofNullable(answered),
                Optional.ofNullable(ended),
                end.map(EndReason::code),
                end.map(EndReason::sipStatus),
                end.map(EndReason::text),
                parties.remoteAddress(),
                call.leg() == null ? Optional.empty() : call.leg().codec(),
                attempts,
                call.keptHeaders(),
                Optional.empty());
    }

    /** @param media null before media was negotiated */
    CallView view(PeerStats media) {
        CallParties parties = call.parties();
        return new CallView(
                call.id().value(),
                parties.direction().word(),
                parties.from(),
                parties.to(),
                parties.remoteAddress(),
                call.roomName(),
                call.state(),
                started,
                answered,
                call.held(),
                media);
    }
}
