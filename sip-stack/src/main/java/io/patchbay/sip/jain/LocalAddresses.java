package io.patchbay.sip.jain;

import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.List;
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

    /** The one that the system's routes lead out from to {@code target}, else the first of its family, else the first. */
    LocalAddress towards(InetSocketAddress target) {
        if (all.size() == 1) {
            return all.get(0);
        }
        InetAddress source = sourceTowards(target);
        return all.stream()
                .filter(local -> local.socket().getAddress().equals(source))
                .findFirst()
                .or(() -> all.stream()
                        .filter(local -> local.socket().getAddress().getClass()
                                == target.getAddress().getClass())
                        .findFirst())
                .orElse(all.get(0));
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
