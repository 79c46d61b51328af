package io.patchbay.sip.jain;

import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import javax.sip.header.RetryAfterHeader;

/** For how long a target that has failed is tried last (RFC 3263 §4.3, RFC 3261 §21.5.4). */
final class SpareTime {
    /** Of one that does not answer; calls that have no other target try it none the less. */
    static final Duration OF_SILENCE = Duration.ofSeconds(30);

    private static final int LONGEST = 3_600; // seconds, whatever a 503 asks for

    private SpareTime() {}

    /** As a 503 says, or as for silence. */
    static Duration after(SIPResponse unavailable) {
        return unavailable.getHeader(RetryAfterHeader.NAME) instanceof RetryAfterHeader after
                        && after.getRetryAfter() > 0
                ? Duration.ofSeconds(Math.min(after.getRetryAfter(), LONGEST))
                : OF_SILENCE;
    }
}
