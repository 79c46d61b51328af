package io.patchbay.gateway.store;

import java.time.Instant;

/**
 * What is kept of a call that has ended; one for every call, refused ones too.
 *
 * @param callId the SIP Call-ID
 * @param direction {@code in} or {@code out}
 * @param from SIP URI of who called
 * @param to SIP URI that was called
 * @param remoteAddress where the far end's signalling is
 * @param room empty where it reached none
 * @param answered null where it never was
 * @param endCode a stable word: {@code hung-up}, {@code refused}…
 * @param sipStatus that fits the end, 200 to 699
 * @param endText the same end as a sentence
 */
public record CallRecord(
        String callId,
        String direction,
        String from,
        String to,
        String remoteAddress,
        String room,
        Instant started,
        Instant answered,
        Instant ended,
        String endCode,
        int sipStatus,
        String endText) {}
