package io.patchbay.gateway.trunk;

import io.patchbay.sip.SipTarget;
import java.util.List;

/**
 * One place to ring: a phone, or a trunk.
 *
 * @param targets ways to it, tried one after the other
 */
public record Place(List<SipTarget> targets) {
    public Place {
        targets = List.copyOf(targets);
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("a place to ring needs a target");
        }
    }

    /** What it is called in records: the URI that is tried first. */
    public String name() {
        return targets.get(0).requestUri();
    }
}
