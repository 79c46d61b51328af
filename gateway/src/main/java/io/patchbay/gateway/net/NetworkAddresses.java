package io.patchbay.gateway.net;

import io.patchbay.gateway.access.IpLiteral;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What addresses this machine has and which of them a peer sees. Asks the kernel each time: addresses change. */
public final class NetworkAddresses {
    private static final int ANY_PORT = 9; // connecting a UDP socket sends nothing; the number only must not be 0

    /** Any two addresses of the internet; nothing is sent to them. */
    private static final List<InetAddress> OUTSIDE =
            List.of(IpLiteral.parse("1.1.1.1"), IpLiteral.parse("2606:4700:4700::1111"));

    private NetworkAddresses() {}

    /**
     * Every address of every interface that is up, IPv4 before IPv6, others before loopback. IPv6 link-local ones are left
     * out: without their interface's name nobody can answer to them.
     */
    public static List<InetAddress> local() {
        List<InetAddress> found = new ArrayList<>();
        try {
            for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                if (network.isUp()) {
                    Collections.list(network.getInetAddresses()).forEach(address -> found.add(withoutScope(address)));
                }
            }
        } catch (SocketException e) {
            throw new UncheckedIOException("cannot list the network interfaces", e);
        }
        found.removeIf(address -> !(address instanceof Inet4Address) && address.isLinkLocalAddress());
        found.sort(Comparator.comparing(InetAddress::isLoopbackAddress)
                .thenComparing(address -> !(address instanceof Inet4Address)));
        return List.copyOf(found);
    }

    /** Java gives IPv6 addresses with their interface's name, which no peer can use and which is not needed here. */
    private static InetAddress withoutScope(InetAddress address) {
        if (!(address instanceof Inet6Address) || address.isLinkLocalAddress()) {
            return address;
        }
        try {
            return InetAddress.getByAddress(address.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // its length is right
        }
    }

    /**
     * The address that peers most likely reach: the one of the route to the outside, else the first private one, else the
     * first there is.
     */
    public static Choice preferred() {
        Optional<InetAddress> towardsOutside =
                OUTSIDE.stream().flatMap(outside -> towards(outside).stream()).findFirst();
        if (towardsOutside.isPresent() && !towardsOutside.get().isLoopbackAddress()) {
            return new Choice(towardsOutside.get(), "the default route leaves by it");
        }
        List<InetAddress> local = local();
        Optional<InetAddress> first = local.stream()
                .filter(InetAddress::isSiteLocalAddress)
                .findFirst()
                .or(() -> local.stream()
                        .filter(address -> !address.isLoopbackAddress())
                        .findFirst());
        return first.map(
                        address -> new Choice(address, "there is no default route; it is this machine's first address"))
                .orElseGet(() -> new Choice(
                        InetAddress.getLoopbackAddress(), "this machine has no other address: only it can take part"));
    }

    /** The local address that packets to {@code peer} leave from; empty where there is no route to it. */
    public static Optional<InetAddress> towards(InetAddress peer) {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(peer, ANY_PORT));
            InetAddress local = socket.getLocalAddress();
            return local.isAnyLocalAddress() ? Optional.empty() : Optional.of(withoutScope(local));
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty(); // "Network is unreachable"
        }
    }

    /** Whether {@code address} is one of this machine's own. */
    public static boolean isLocal(InetAddress address) {
        try {
            return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            return false;
        }
    }

    /** @param reason why this one, as the end of "advertised because …" */
    public record Choice(InetAddress address, String reason) {}
}
