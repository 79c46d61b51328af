package io.patchbay.sip.jain;

import gov.nist.javax.sip.header.extensions.MinSE;
import gov.nist.javax.sip.header.extensions.SessionExpiresHeader;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.patchbay.sip.SessionTimerSettings;
import java.time.Duration;
import java.util.Optional;

/**
 * How long a session lasts without a refresh, and who refreshes it, as one request and its 2xx agree (RFC 4028).
 *
 * @param interval the session interval
 * @param byClient whether the sender of the request refreshes ({@code refresher=uac})
 */
record SessionTerms(Duration interval, boolean byClient) {
    static final String TIMER = "timer";
    private static final String SESSION_EXPIRES = "Session-Expires";
    private static final String MIN_SE = "Min-SE";

    /**
     * What we agree to as the server of {@code request} (RFC 4028 §9, table 2).
     *
     * @param ours whether we refresh the session so far; a request that doesn't choose leaves it at that
     */
    static SessionTerms answering(SIPRequest request, SessionTimerSettings settings, Optional<Boolean> ours) {
        boolean knowsTimer = FarEnd.supports(request, TIMER);
        Duration longest = max(settings.sessionExpires(), minSe(request));
        Duration wanted = interval(request).orElse(longest);
        // Too short is answered 422 before, unless the far end could not make sense of that
        Duration interval = max(min(wanted, longest), settings.minSe());
        String chosen = refresher(request).orElse(ours.orElse(false) ? "uas" : "uac");
        return new SessionTerms(interval, knowsTimer && !chosen.equalsIgnoreCase("uas"));
    }

    /**
     * What the 2xx to our {@code request} says. A far end that knows nothing of it is refreshed by us: it answers, at least, and so
     * shows that it is there (RFC 4028 §7.2).
     */
    static SessionTerms answered(SIPRequest request, SIPResponse ok, SessionTimerSettings settings) {
        Duration asked = interval(request).orElse(settings.sessionExpires());
        boolean byClient =
                refresher(ok).map(word -> !word.equalsIgnoreCase("uas")).orElse(true);
        Duration interval = interval(ok).orElse(asked);
        return new SessionTerms(max(interval, settings.minSe()), byClient);
    }

    /** Whether {@code request} asks for a shorter interval than we grant, and understands a 422 (RFC 4028 §9). */
    static boolean isTooShort(SIPRequest request, SessionTimerSettings settings) {
        return FarEnd.supports(request, TIMER)
                && interval(request)
                        .filter(asked -> asked.compareTo(settings.minSe()) < 0)
                        .isPresent();
    }

    void write(SIPResponse ok) {
        Headers.add(ok, SESSION_EXPIRES, interval.toSeconds() + ";refresher=" + (byClient ? "uac" : "uas"));
        if (byClient) {
            Headers.add(ok, "Require", TIMER);
        }
    }

    static void write(SIPRequest request, Duration interval, Optional<Boolean> byClient, Optional<Duration> minSe) {
        Headers.add(
                request,
                SESSION_EXPIRES,
                interval.toSeconds()
                        + byClient.map(we -> we ? ";refresher=uac" : ";refresher=uas")
                                .orElse(""));
        minSe.ifPresent(least -> writeMinSe(request, least));
    }

    static void writeMinSe(SIPMessage message, Duration least) {
        Headers.add(message, MIN_SE, String.valueOf(least.toSeconds()));
    }

    /** The Min-SE of a message; zero where there is none. */
    static Duration minSe(SIPMessage message) {
        return message.getHeader(MIN_SE) instanceof MinSE header
                ? Duration.ofSeconds(header.getExpires())
                : Duration.ZERO;
    }

    private static Optional<Duration> interval(SIPMessage message) {
        return message.getHeader(SESSION_EXPIRES) instanceof SessionExpiresHeader header
                ? Optional.of(Duration.ofSeconds(header.getExpires()))
                : Optional.empty();
    }

    private static Optional<String> refresher(SIPMessage message) {
        return message.getHeader(SESSION_EXPIRES) instanceof SessionExpiresHeader header
                ? Optional.ofNullable(header.getRefresher())
                : Optional.empty();
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
