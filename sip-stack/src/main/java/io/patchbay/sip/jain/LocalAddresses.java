package io.patchbay.sip.jain;

import io.patchbay.sip.SipTarget;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The addresses we listen on, and which of them a far end is spoken to from. Any thread. */
final class LocalAddresses {
    private static final Logger log = LoggerFactory.getLogger(LocalAddresses.class);

    private final List<LocalAddress> all;

    LocalAddresses(List<LocalAddress> all) {
        this.all = List.copyOf(all);
    }

    List<LocalAddress> all() {
        return all;
    }

    /**
     * The one that {@code target} is connected to, else the one that the system's routes lead out from to it, else the
     * first of its family, else the first.
     */
    LocalAddress towards(SipTarget target) {
        return towards(new Destination(target.address(), target.transport()));
    }

    LocalAddress towards(Destination way) {
        if (all.size() == 1) {
            return all.get(0);
        }
        return all.stream()
                .filter(local -> local.isConnected(way))
                .findFirst()
                .orElseGet(() -> outwards(way.address()));
    }

    /** The one that a WebSocket counts to, which reached us at {@code address}, perhaps one that SIP doesn't listen on. */
    LocalAddress reachedAt(InetAddress address) {
        return all.stream()
                .filter(local -> local.socket().getAddress().equals(address))
                .findFirst()
                .or(() -> sameFamily(address))
                .orElse(all.get(0));
    }

    private LocalAddress outwards(InetSocketAddress target) {
        InetAddress source = sourceTowards(target);
        return all.stream()
                .filter(local -> local.socket().getAddress().equals(source))
                .findFirst()
                .or(() -> sameFamily(target.getAddress()))
                .orElse(all.get(0));
    }

    private Optional<LocalAddress> sameFamily(InetAddress address) {
        return all.stream()
                .filter(local -> local.socket().getAddress().getClass() == address.getClass())
                .findFirst();
    }

    /** Connecting a datagram socket sends nothing, but picks the source address. */
    private static InetAddress sourceTowards(InetSocketAddress target) {
        try (DatagramSocket probe = new DatagramSocket()) {
            probe.connect(target.getAddress(), Math.max(1, target.getPort()));
            return probe.getLocalAddress();
        } catch (SocketException | UncheckedIOException e) {
            log.debug("no route to {}: {}", target, e.getMessage());
            return null;
        }
    }
}
