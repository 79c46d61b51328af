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
 * @param groups places to ring: those of a group at once, one group after the other
 * @param silence how long each target may say nothing; zero for 64*T1
 */
public record CallPath(
        String kind,
        String name,
        Optional<Trunk> trunk,
        List<List<Place>> groups,
        SipAddress to,
        SipAddress from,
        List<HeaderField> headers,
        Optional<Credentials> credentials,
        Duration silence) {
    public CallPath {
        groups = groups.stream().map(List::copyOf).toList();
        headers = List.copyOf(headers);
        if (groups.isEmpty() || groups.stream().anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException(kind + " " + name + ": a way out needs a place to ring");
        }
    }

    /** To a device, wherever it is registered. */
    public static CallPath toDevice(String device, List<List<Place>> groups, SipAddress to, SipAddress from) {
        return new CallPath(
                "device", device, Optional.empty(), groups, to, from, List.of(), Optional.empty(), Duration.ZERO);
    }

    /** The same way with other header fields. */
    public CallPath with(List<HeaderField> other) {
        return new CallPath(kind, name, trunk, groups, to, from, other, credentials, silence);
    }

    /** What is tried first. */
    public SipTarget first() {
        return groups.get(0).get(0).targets().get(0);
    }
}
