package io.patchbay.gateway.net;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;

/** Whether an address is one of this machine's. Asks the kernel once a second at most: strangers decide how often we ask. */
public final class OwnAddresses implements Predicate<InetAddress> {
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    private record Known(Set<InetAddress> addresses, long asOf) {}

    private volatile Known known = ask();

    @Override
    public boolean test(InetAddress address) {
        Known current = known;
        if (System.nanoTime() - current.asOf() > FRESH_NANOS) {
            current = ask();
            known = current;
        }
        return current.addresses().contains(address);
    }

    private static Known ask() {
        return new Known(Set.copyOf(NetworkAddresses.local()), System.nanoTime());
    }
}
