package io.patchbay.gateway.call;

import io.patchbay.gateway.http.AdminRequest;
import io.patchbay.gateway.http.AdminRoute;
import io.patchbay.gateway.http.AdminRoute.Method;
import io.patchbay.gateway.http.Problem;
import io.patchbay.gateway.route.Attempt;
import io.patchbay.gateway.store.CallRecord;
import io.patchbay.gateway.store.CallRecords;
import io.patchbay.media.quality.CallQuality;
import io.patchbay.sip.HeaderField;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/** What an operator asks about calls that were, refused ones too. */
public final class RecordRoutes {
    private static final int USUAL = 100;
    private static final int MOST = 1_000;

    private final CallRecords records;

    public RecordRoutes(CallRecords records) {
        this.records = records;
    }

    public List<AdminRoute> routes() {
        return List.of(new AdminRoute(Method.GET, "/calls/records", this::latest));
    }

    /**
     * A call record as the API shows it.
     *
     * @param attempts what was tried, in order, each with why it did not fit or that it did
     * @param headers fields of the INVITE that are kept
     * @param quality how it sounded, both directions; null without media
     */
    record Row(
            String id,
            String callId,
            String direction,
            String from,
            String to,
            String room,
            String started,
            String answered,
            String ended,
            String endCode,
            Integer sipStatus,
            String endText,
            String remoteAddress,
            String codec,
            List<Attempt> attempts,
            List<HeaderField> headers,
            CallQuality quality) {
        static Row of(CallRecord call) {
            return new Row(
                    call.id().toString(),
                    call.callId(),
                    call.direction().word(),
                    call.from(),
                    call.to(),
                    call.room().orElse(null),
                    call.started().toString(),
                    text(call.answered()),
                    text(call.ended()),
                    call.endCode().orElse(null),
                    call.sipStatus().orElse(null),
                    call.endText().orElse(null),
                    call.remoteAddress(),
                    call.codec().orElse(null),
                    call.attempts(),
                    call.headers(),
                    call.quality().orElse(null));
        }

        private static String text(Optional<Instant> time) {
            return time.map(Instant::toString).orElse(null);
        }
    }

    private List<Row> latest(AdminRequest request) {
        Instant before = request.queryParameter("before")
                .map(RecordRoutes::instant)
                .orElseGet(() -> Instant.now().plusSeconds(1));
        int limit = request.queryParameter("limit").map(RecordRoutes::limit).orElse(USUAL);
        return records.latest(before, limit).stream().map(Row::of).toList();
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw Problem.badRequest("before is '%s'; it must be a time as 2027-01-02T12:00:00Z".formatted(text));
        }
    }

    private static int limit(String text) {
        if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MOST) {
            throw Problem.badRequest("limit is '%s'; it must be a number from 1 to %d".formatted(text, MOST));
        }
        return Integer.parseInt(text);
    }
}
