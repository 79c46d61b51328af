package io.patchbay.sip;

import java.time.Instant;
import java.util.Optional;

/**
 * How a registration of ours stands.
 *
 * @param phase where it is
 * @param until when it ends unless refreshed; empty where there is none
 * @param problem why the last attempt failed, a sentence; empty where it did not
 * @param failures attempts that failed since the last success
 */
public record RegistrationState(Phase phase, Optional<Instant> until, String problem, int failures) {

    /** REGISTERED stays while a refresh is under way, or failed with the old one still running. */
    public enum Phase {
        TRYING,
        REGISTERED,
        /** The provider said no; it is asked again later. */
        REFUSED,
        /** Nobody answered; it is tried again later. */
        UNREACHABLE,
        CLOSED
    }

    public boolean isRegistered() {
        return phase == Phase.REGISTERED;
    }
}
