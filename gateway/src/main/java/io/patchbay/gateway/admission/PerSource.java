package io.patchbay.gateway.admission;

import io.patchbay.gateway.http.SourceLimit;
import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

/** Counts what is open by source (an address, a /64 of IPv6), up to a limit that may change. Any thread. */
public final class PerSource implements SourceLimit {
    private final IntSupplier most;
    private final Predicate<InetAddress> exempt;
    private final Map<Source, Integer> open = new ConcurrentHashMap<>();

    /**
     * @param most asked each time; 0 for any number
     * @param exempt sources that nothing limits
     */
    public PerSource(IntSupplier most, Predicate<InetAddress> exempt) {
        this.most = most;
        this.exempt = exempt;
    }

    @Override
    public boolean enter(InetAddress source) {
        int limit = most.getAsInt();
        int now = open.merge(Source.of(source), 1, Integer::sum);
        if (limit > 0 && now > limit && !exempt.test(source)) {
            leave(source);
            return false;
        }
        return true;
    }

    @Override
    public void leave(InetAddress source) {
        open.computeIfPresent(Source.of(source), (key, count) -> count == 1 ? null : count - 1);
    }
}
