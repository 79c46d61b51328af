package io.patchbay.sip;

import java.time.Duration;
import java.util.Optional;

/**
 * A contact and how it was found last.
 *
 * @param isBehindNat whether its packets come from elsewhere than its Contact says
 * @param roundTrip of the last OPTIONS that it answered at once; empty before, and where it isn't asked
 */
public record ContactState(
        Binding binding, Reachability reachability, boolean isBehindNat, Optional<Duration> roundTrip) {
    /** Whether somebody is there. */
    public enum Reachability {
        /** It hasn't been asked. */
        UNKNOWN,
        /** It answered OPTIONS, or its connection is open. */
        REACHABLE,
        UNREACHABLE
    }
}
