package io.patchbay.gateway.trunk;

import io.patchbay.gateway.access.IpLiteral;
import io.patchbay.gateway.config.TrunkHost;
import io.patchbay.sip.SipTarget;
import io.patchbay.sip.locate.Located;
import io.patchbay.sip.locate.SipLocator;
import io.patchbay.sip.locate.SipServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the trunks' hosts are (RFC 3263). Looked up every minute, which asks name servers only where their last answer has
 * run out; everybody else reads what was found.
 */
final class HostNames implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HostNames.class);
    private static final long REFRESH_SECONDS = 60;

    private final Optional<TrunkHost> outboundProxy;
    private final SipLocator locator = SipLocator.bySystem(List.of("udp", "tcp", "tls"));
    private final Map<TrunkHost, List<Located>> places = new ConcurrentHashMap<>();
    private final ScheduledExecutorService asker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "trunk-names");
        thread.setDaemon(true);
        return thread;
    });

    /** @param outboundProxy where it is that is asked for instead of any host; empty for none */
    HostNames(Optional<TrunkHost> outboundProxy) {
        this.outboundProxy = outboundProxy;
        asker.scheduleWithFixedDelay(
                () -> places.keySet().forEach(host -> ask(host, () -> {})),
                REFRESH_SECONDS,
                REFRESH_SECONDS,
                TimeUnit.SECONDS);
    }

    /** Any thread, at once; empty while the name is not resolved. */
    List<Located> of(TrunkHost host) {
        TrunkHost asked = outboundProxy.orElse(host);
        return IpLiteral.isOne(asked.host()) ? locate(asked).join() : places.getOrDefault(asked, List.of());
    }

    /** Others are tried before {@code target} for {@code time}. Any thread. */
    void fail(SipTarget target, Duration time) {
        locator.fail(new Located(target.address(), target.transport()), time);
    }

    /** Whether others are to be tried before it. Any thread. */
    boolean isSpared(Located place) {
        return locator.hasFailed(place);
    }

    private CompletableFuture<List<Located>> locate(TrunkHost host) {
        return locator.locate(new SipServer(host.host(), host.port(), host.transport(), false));
    }

    /** Asks for {@code host} now and from then on; {@code then} runs when the first answer is there. */
    void know(TrunkHost host, Runnable then) {
        TrunkHost asked = outboundProxy.orElse(host);
        if (places.putIfAbsent(asked, List.of()) == null) {
            ask(asked, then);
        } else {
            then.run();
        }
    }

    private void ask(TrunkHost host, Runnable then) {
        locate(host).whenComplete((found, failure) -> {
            if (failure == null) {
                places.put(host, found);
            } else { // the last answer stays
                Throwable cause = failure.getCause() == null ? failure : failure.getCause();
                log.warn("the host {} of a trunk is not found: {}", host, cause.getMessage());
            }
            then.run();
        });
    }

    @Override
    public void close() {
        asker.shutdownNow();
    }
}
