package io.patchbay.gateway.control;

import io.patchbay.media.sfu.ListenAddress;
import io.patchbay.media.sfu.WebRtcTransportOptions;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Which of our addresses one browser is offered: first the one it reached us on, then the others; loopback only to browsers on
 * this machine.
 *
 * @param remote the browser's
 * @param local the one of ours that it reached
 * @param listening all that the SFU listens on
 */
record BrowserAddresses(InetAddress remote, InetAddress local, List<ListenAddress> listening) {
    BrowserAddresses {
        listening = List.copyOf(listening);
    }

    WebRtcTransportOptions transportOptions() {
        return WebRtcTransportOptions.offering(candidates());
    }

    /** Best first. */
    List<ListenAddress> candidates() {
        List<ListenAddress> offered = new ArrayList<>();
        for (ListenAddress address : listening) {
            if (address.local().equals(local)) {
                offered.add(0, address);
            } else if (!address.local().isLoopbackAddress() || remote.isLoopbackAddress()) {
                offered.add(address);
            }
        }
        return offered;
    }

    /** What a phone near this browser would dial: addresses as text, best first; loopback only where there is no other. */
    List<String> forPhones() {
        List<ListenAddress> candidates = candidates();
        List<String> others = candidates.stream()
                .filter(address -> !address.local().isLoopbackAddress())
                .map(ListenAddress::advertised)
                .distinct()
                .toList();
        return others.isEmpty()
                ? candidates.stream().map(ListenAddress::advertised).distinct().toList()
                : others;
    }
}
