package io.patchbay.sip;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A call to place.
 *
 * @param targets the contact URIs to try, as a registrar gave them or a route named them; the first is tried first
 * @param to the address of whom is called
 * @param from the address that we call as
 * @param offer our session
 * @param ringFor how long it may ring before it is cancelled
 * @param headers further header fields of the INVITE
 * @param credentials who we are to a far end that challenges this call; where empty,
 *     {@link SipApplication#credentialsFor} is asked
 * @param silence how long a target may say nothing at all before the next is tried; zero for 64*T1 (timer B)
 */
public record OutgoingInvite(
        List<SipTarget> targets,
        SipAddress to,
        SipAddress from,
        Body offer,
        Duration ringFor,
        List<HeaderField> headers,
        Optional<Credentials> credentials,
        Duration silence) {
    public OutgoingInvite {
        targets = List.copyOf(targets);
        headers = List.copyOf(headers);
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("a call needs at least one target to try");
        }
    }

    /** Without further header fields and credentials, as to a device of ours. */
    public OutgoingInvite(List<SipTarget> targets, SipAddress to, SipAddress from, Body offer, Duration ringFor) {
        this(targets, to, from, offer, ringFor, List.of(), Optional.empty(), Duration.ZERO);
    }
}
