package io.patchbay.gateway.call;

import io.patchbay.gateway.net.NetworkAddresses;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Supplier;

/**
 * Which address of ours a phone is told to send its media to: the one that packets to it leave from, so that every interface,
 * container and namespace works by itself; or the configured one, where this host sits behind a 1:1 NAT.
 *
 * @param advertised of {@code media.advertise}, as known now; empty for none
 */
public record MediaAddresses(Supplier<List<InetAddress>> advertised) {

    /** @param bind where sockets listen; {@code advertised} is what SDP says */
    public record Chosen(InetAddress bind, InetAddress advertised) {}

    /** Any thread; asks the kernel's routing and blocks for nothing else. */
    public Chosen towards(InetAddress remote) {
        InetAddress local = NetworkAddresses.towards(remote)
                .orElseGet(() -> NetworkAddresses.preferred().address());
        if (remote.isLoopbackAddress()) {
            return new Chosen(local, local); // behind our own NAT address we would not hear ourselves
        }
        InetAddress told = advertised.get().stream()
                .filter(address -> address.getClass() == local.getClass())
                .findFirst()
                .orElse(local);
        return new Chosen(local, told);
    }
}
