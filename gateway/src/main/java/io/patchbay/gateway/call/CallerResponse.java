package io.patchbay.gateway.call;

import io.patchbay.sip.EndReason;
import io.patchbay.sip.Refusal;
import java.util.Set;

/** What a caller is answered where the one it was put through to did not answer. */
final class CallerResponse {
    private static final Set<Integer> BETWEEN_US =
            Set.of(401, 407, 482, 483, 491); // about our request, not the caller's

    private CallerResponse() {}

    static Refusal to(EndReason reason) {
        if (reason instanceof EndReason.Refused refused) {
            Refusal theirs = refused.refusal();
            if (theirs.status() < 400) {
                // RFC 3261 §16.7 step 4: where we follow no further, nobody follows
                return new Refusal(480, "Temporarily Unavailable", "they are elsewhere: " + refused.text());
            }
            return BETWEEN_US.contains(theirs.status())
                    ? new Refusal(502, "Bad Gateway", refused.text())
                    : new Refusal(theirs.status(), theirs.phrase(), refused.text(), theirs.retryAfter());
        }
        if (reason instanceof EndReason.TimedOut) {
            return new Refusal(408, "Request Timeout", reason.text());
        }
        return reason instanceof EndReason.Failed
                ? new Refusal(503, "Service Unavailable", reason.text())
                : new Refusal(480, "Temporarily Unavailable", reason.text());
    }
}
