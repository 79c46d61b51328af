package io.patchbay.sip;

import java.time.Duration;
import java.util.List;

/**
 * A call to place.
 *
 * @param targets the contact URIs to try, as a registrar gave them or a route named them; the first is tried first
 * @param to the address of whom is called
 * @param from the address that we call as
 * @param offer our session
 * @param ringFor how long it may ring before it is cancelled
 */
public record OutgoingInvite(List<SipTarget> targets, SipAddress to, SipAddress from, Body offer, Duration ringFor) {
    public OutgoingInvite {
        targets = List.copyOf(targets);
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("a call needs at least one target to try");
        }
    }
}
