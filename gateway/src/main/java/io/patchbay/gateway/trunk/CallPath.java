package io.patchbay.gateway.trunk;

import io.patchbay.sip.Credentials;
import io.patchbay.sip.HeaderField;
import io.patchbay.sip.SipAddress;
import io.patchbay.sip.SipTarget;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One way for a call to leave: through a trunk, or to a device.
 *
 * @param trunk empty for a device
 * @param silence how long each target may say nothing; zero for 64*T1
 */
public record CallPath(
        String kind,
        String name,
        Optional<Trunk> trunk,
        List<SipTarget> targets,
        SipAddress to,
        SipAddress from,
        List<HeaderField> headers,
        Optional<Credentials> credentials,
        Duration silence) {
    public CallPath {
        targets = List.copyOf(targets);
        headers = List.copyOf(headers);
        if (targets.isEmpty()) {
            throw new IllegalArgumentException(kind + " " + name + ": a way out needs a target");
        }
    }

    /** To a device, by its registered contacts. */
    public static CallPath toDevice(String device, List<SipTarget> targets, SipAddress to, SipAddress from) {
        return new CallPath(
                "device", device, Optional.empty(), targets, to, from, List.of(), Optional.empty(), Duration.ZERO);
    }
}
